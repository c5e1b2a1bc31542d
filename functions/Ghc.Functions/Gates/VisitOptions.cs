using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Gates;

/// <summary>Section <c>Retention</c>, the part about visits.</summary>
public sealed class VisitOptions
{
    public const string Section = "Retention";

    /// <summary>How long scans are kept, from the side of the place and of the holder.</summary>
    [Range(1, 365)]
    public int VisitDays { get; set; } = 21;
}

[OptionsValidator]
public sealed partial class VisitOptionsValidator : IValidateOptions<VisitOptions>;
