using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Http;

/// <summary>Section <c>Site</c>: where people find the web pages.</summary>
public sealed class SiteOptions
{
    [Required]
    [Url]
    public string Url { get; set; } = "";
}

[OptionsValidator]
public sealed partial class SiteOptionsValidator : IValidateOptions<SiteOptions>;
