using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Passkeys;

/// <summary>
/// Section <c>Passkeys</c>. Where passkeys work follows from <c>Site:Url</c>: its host is their relying party, its address the only origin.
/// </summary>
public sealed class PasskeyOptions
{
    /// <summary>How long somebody has to answer a challenge.</summary>
    [Range(typeof(TimeSpan), "00:00:30", "00:10:00")]
    public TimeSpan ChallengeLifetime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Passkeys of one person.</summary>
    [Range(1, 50)]
    public int PerPerson { get; set; } = 10;
}

[OptionsValidator]
public sealed partial class PasskeyOptionsValidator : IValidateOptions<PasskeyOptions>;
