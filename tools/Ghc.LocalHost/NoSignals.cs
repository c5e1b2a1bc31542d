namespace Ghc.LocalHost;

/// <summary>
/// For hosts inside of this process: only the process as a whole reacts to Ctrl+C and SIGTERM, and stops its parts in order.
/// </summary>
internal sealed class NoSignals : IHostLifetime
{
    public Task WaitForStartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
