using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>Section <c>Appeals</c>: how fast appeals are answered, and how many somebody may file.</summary>
public sealed class AppealOptions
{
    /// <summary>By when an officer should have decided.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "30.00:00:00")]
    public TimeSpan Deadline { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long before the deadline the alert starts.</summary>
    [Range(typeof(TimeSpan), "00:05:00", "7.00:00:00")]
    public TimeSpan AlertBefore { get; set; } = TimeSpan.FromHours(4);

    /// <summary>After how long an answered appeal may be filed again although nothing changed.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "60.00:00:00")]
    public TimeSpan RepeatAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Appeals of one account on one day, companions included.</summary>
    [Range(1, 100)]
    public int PerDay { get; set; } = 5;
}

[OptionsValidator]
public sealed partial class AppealOptionsValidator : IValidateOptions<AppealOptions>;
