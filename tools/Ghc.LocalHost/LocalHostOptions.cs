namespace Ghc.LocalHost;

/// <param name="Port">Where the functions are served, on the loopback interface.</param>
/// <param name="LocalTexts">Whether to imitate the provider of text messages.</param>
/// <param name="DrainPeriod">For running functions to finish when the host is stopped.</param>
public sealed record LocalHostOptions(int Port, bool LocalTexts, TimeSpan DrainPeriod)
{
    public Uri Site => new($"http://localhost:{Port}/");
}
