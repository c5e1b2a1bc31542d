using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Codes;

/// <summary>Section <c>PrintedCodes</c>.</summary>
public sealed class PrintedCodeOptions
{
    public const string Section = "PrintedCodes";

    /// <summary>Days after the day of printing on which the code still counts. The signing key must stay in the ring as long.</summary>
    [Range(1, 90)]
    public int Days { get; set; } = 28;

    /// <summary>At once, for one holder. They stand in the row that a scan reads, so there cannot be many.</summary>
    [Range(1, 10)]
    public int MaxPerHolder { get; set; } = 3;
}

[OptionsValidator]
public sealed partial class PrintedCodeOptionsValidator : IValidateOptions<PrintedCodeOptions>;
