using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <summary>Section <c>ColorTexts</c>: texts about a color that changed.</summary>
public sealed class ColorTextOptions
{
    /// <summary>To one phone, for all of its holders together, on one day in China. A change to red is told beyond that.</summary>
    [Range(0, 100)]
    public int PerDay { get; set; } = 3;

    /// <summary>How long the owner is given to see a change without a text. A queue hides a message for at most seven days.</summary>
    [Range(typeof(TimeSpan), "00:00:00", "1.00:00:00")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long further changes of the same family are waited for, to leave as one text.</summary>
    public TimeSpan Gathering => Patience < LongestGathering ? Patience : LongestGathering;

    private static readonly TimeSpan LongestGathering = TimeSpan.FromSeconds(5);
}

[OptionsValidator]
public sealed partial class ColorTextOptionsValidator : IValidateOptions<ColorTextOptions>;
