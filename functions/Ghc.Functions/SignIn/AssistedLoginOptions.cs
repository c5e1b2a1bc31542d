using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>Section <c>AssistedLogins</c>.</summary>
public sealed class AssistedLoginOptions
{
    /// <summary>By one officer on one day in China.</summary>
    [Range(1, 1000)]
    public int PerDay { get; set; } = 30;

    /// <summary>How long the code that an officer hands over is valid.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "00:10:00")]
    public TimeSpan CodeLifetime { get; set; } = TimeSpan.FromMinutes(5);
}

[OptionsValidator]
public sealed partial class AssistedLoginOptionsValidator : IValidateOptions<AssistedLoginOptions>;
