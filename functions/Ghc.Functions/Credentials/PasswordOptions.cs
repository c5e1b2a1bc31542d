using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>Section "Passwords". How strong a hash is does not stand here: weaker numbers must not be one setting away.</summary>
public sealed class PasswordOptions
{
    public const string Section = "Passwords";

    /// <summary>How many hashes run at once, 19 MiB and one core each.</summary>
    [Range(1, 64)]
    public int Concurrency { get; set; } = Environment.ProcessorCount;

    /// <summary>
    /// How long a caller waits for its turn, behind others of its phone and then for the hash, before it is told to come back.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:00:30")]
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(3);
}

[OptionsValidator]
public sealed partial class PasswordOptionsValidator : IValidateOptions<PasswordOptions>;
