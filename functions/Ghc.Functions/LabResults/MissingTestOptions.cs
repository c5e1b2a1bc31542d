using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.LabResults;

/// <summary>Section <c>MissingTests</c>.</summary>
public sealed class MissingTestOptions
{
    public const string Section = "MissingTests";

    /// <summary>How long laboratories take from sampling to report.</summary>
    [Range(1, 168)]
    public int LaboratoryHours { get; set; } = 24;

    /// <summary>A test older than this is no longer looked for.</summary>
    [Range(1, 60)]
    public int LookBackDays { get; set; } = 14;
}

[OptionsValidator]
public sealed partial class MissingTestOptionsValidator : IValidateOptions<MissingTestOptions>;
