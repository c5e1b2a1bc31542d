using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Codes;

/// <summary>Section "HealthCodes".</summary>
public sealed class HealthCodeOptions
{
    public const string Section = "HealthCodes";

    /// <summary>How long one code of a strip lives. Shorter makes screenshots useless sooner and strips longer.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "00:10:00")]
    public TimeSpan Lifetime { get; set; } = TimeSpan.FromSeconds(60);
}

[OptionsValidator]
public sealed partial class HealthCodeOptionsValidator : IValidateOptions<HealthCodeOptions>;
