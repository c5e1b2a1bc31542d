namespace Ghc.Domain.Accounts;

/// <summary>How many text messages and wrong answers one phone is allowed. The defaults are those of the design; operators may tighten them.</summary>
public sealed record SignInLimits
{
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a person waits for a text before asking for another. A code that was used up does not make anybody wait.</summary>
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(60);

    public int CodesPerDay { get; init; } = 10;

    /// <summary>Wrong answers before the first lock.</summary>
    public int FreeTries { get; init; } = 5;

    public TimeSpan FirstLock { get; init; } = TimeSpan.FromMinutes(1);

    public TimeSpan LongestLock { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wrong answers older than this are forgotten.</summary>
    public TimeSpan Memory { get; init; } = TimeSpan.FromHours(24);
}
