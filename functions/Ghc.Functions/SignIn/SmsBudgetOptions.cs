using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>Section <c>SmsBudget</c>.</summary>
public sealed class SmsBudgetOptions
{
    /// <summary>Text codes that one address may ask for per hour.</summary>
    [Range(1, 1_000_000)]
    public int PerAddressPerHour { get; set; } = 100;

    /// <summary>The senders of Azure Communication Services carry 600 texts a minute.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 600;
}

[OptionsValidator]
public sealed partial class SmsBudgetOptionsValidator : IValidateOptions<SmsBudgetOptions>;
