using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>Section <c>Measures</c>: limits of what officers put on people.</summary>
public sealed class MeasureOptions
{
    /// <summary>The longest measure. Somebody who has to stay longer gets another measure, decided anew.</summary>
    [Range(1, 366)]
    public int MaxDays { get; set; } = 60;

    /// <summary>How long a measure of a place lasts unless tests or the policy end it before.</summary>
    [Range(1, 366)]
    public int ExposureDays { get; set; } = 14;

    /// <summary>The longest time at a place that one case names. Visits are kept for 21 days.</summary>
    [Range(1, 504)]
    public int MaxExposureHours { get; set; } = 168;

    /// <summary>
    /// How long after a signature the queue looks whether what was signed is done. Longer than signing takes: who looks before it finds
    /// nothing to do.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromMinutes(2);
}

[OptionsValidator]
public sealed partial class MeasureOptionsValidator : IValidateOptions<MeasureOptions>;
