using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Section <c>SignInBudget</c>: what one address may get wrong. The people of a gate or a hotel share one, so this is far more than any of
/// them needs.
/// </summary>
public sealed class SignInBudgetOptions
{
    /// <summary>Wrong passwords from one address within the window.</summary>
    [Range(1, 1_000_000)]
    public int WrongPasswords { get; set; } = 100;

    /// <summary>The time that they are counted in. Short, since others who share the address wait too.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan Window { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Identities that were refused, of applicants, companions and renewals.</summary>
    [Range(1, 1_000_000)]
    public int RefusedIdentitiesPerHour { get; set; } = 300;
}

[OptionsValidator]
public sealed partial class SignInBudgetOptionsValidator : IValidateOptions<SignInBudgetOptions>;
