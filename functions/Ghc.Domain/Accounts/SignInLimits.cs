using System.ComponentModel.DataAnnotations;

namespace Ghc.Domain.Accounts;

/// <summary>
/// How many text messages and wrong answers one phone is allowed. The defaults are those of the design; operators may tighten them.
/// </summary>
public sealed record SignInLimits
{
    /// <summary>How long a text code is valid; ten minutes at most (OWASP ASVS 5.0, 6.5.5).</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:10:00")]
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a person waits for a text before asking for another. A code that was used up does not make anybody wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Codes of one day that are not used. A device that signed in before has as many of its own.</summary>
    [Range(1, 1000)]
    public int CodesPerDay { get; init; } = 10;

    /// <summary>All codes of one day, used or not: each costs a text.</summary>
    [Range(1, 10_000)]
    public int MostCodesPerDay { get; init; } = 40;

    /// <summary>
    /// Different identities that one phone may name on one day and be refused: a family mistypes some, a thief tries hundreds.
    /// </summary>
    [Range(1, 1000)]
    public int RefusedIdentitiesPerDay { get; init; } = 20;

    /// <summary>After so long without a sign-in a number may be somebody else's, and a text alone shows nothing.</summary>
    [Range(typeof(TimeSpan), "7.00:00:00", "365.00:00:00")]
    public TimeSpan TrustAfterSignIn { get; init; } = TimeSpan.FromDays(42);

    /// <summary>Wrong answers before the first lock.</summary>
    [Range(1, 100)]
    public int FreeTries { get; init; } = 5;

    /// <summary>How long the first lock lasts; each further one is twice as long.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstLock { get; init; } = TimeSpan.FromMinutes(1);

    /// <summary>The longest lock.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LongestLock { get; init; } = TimeSpan.FromHours(1);

    /// <summary>Wrong answers older than this are forgotten.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan Memory { get; init; } = TimeSpan.FromHours(24);
}
