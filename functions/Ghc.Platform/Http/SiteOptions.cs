using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Http;

/// <summary>Section <c>Site</c>: where people find the web pages, and what stands in front of the app.</summary>
public sealed class SiteOptions
{
    /// <summary>The address of the pages, as texts name it.</summary>
    [Required]
    [Url]
    public string Url { get; set; } = "";

    /// <summary>
    /// The header in which the proxy in front reports the client's address: X-Azure-ClientIP behind Front Door, X-Forwarded-For in Azure
    /// Functions without it. Empty where clients connect themselves: then a header would be theirs to choose.
    /// </summary>
    [HeaderWord]
    public string ClientAddressHeader { get; set; } = "";

    /// <summary>The id that our Front Door writes on every request; a request without it is refused. Empty where there is none.</summary>
    [HeaderWord]
    public string FrontDoorId { get; set; } = "";
}

[OptionsValidator]
public sealed partial class SiteOptionsValidator : IValidateOptions<SiteOptions>;

/// <summary>Letters, digits and hyphens, at most 64. Not a regular expression: it would be the only one that is read at start.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class HeaderWordAttribute() : ValidationAttribute("{0} must be at most 64 letters, digits and hyphens.")
{
    public override bool IsValid(object? value) =>
        value is string { Length: <= 64 } text && text.All(c => char.IsAsciiLetterOrDigit(c) || c == '-');
}
