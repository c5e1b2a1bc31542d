using System.ComponentModel.DataAnnotations;

namespace Ghc.Domain.Accounts;

/// <summary>How many text messages and wrong answers one phone is allowed. The defaults are those of the design; operators may tighten them.</summary>
public sealed record SignInLimits
{
    /// <summary>How long a text code is valid.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:30:00")]
    public TimeSpan CodeLifetime { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a person waits for a text before asking for another. A code that was used up does not make anybody wait.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "01:00:00")]
    public TimeSpan ResendAfter { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>Text codes for one phone per day.</summary>
    [Range(1, 1000)]
    public int CodesPerDay { get; init; } = 10;

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
