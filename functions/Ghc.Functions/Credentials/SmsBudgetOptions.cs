using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>Section <c>SmsBudget</c>.</summary>
public sealed class SmsBudgetOptions
{
    private static readonly string[] Nearby = ["86", "852", "853", "886"];

    /// <summary>Texts and e-mails with codes that were asked for from one address of the network and not used.</summary>
    [Range(1, 1_000_000)]
    public int PerAddressPerHour { get; set; } = 100;

    /// <summary>
    /// Texts with codes to one country or region, other than the mainland, Hong Kong, Macao and Taiwan, where most travelers come from.
    /// </summary>
    [Range(1, 1_000_000)]
    public int PerAreaCodePerHour { get; set; } = 1000;

    /// <summary>The senders of Azure Communication Services carry 600 texts a minute.</summary>
    [Range(1, 1_000_000)]
    public int PerMinute { get; set; } = 600;

    /// <summary>
    /// E-mails with codes. A new Communication Services resource carries 30 a minute and 100 an hour until Microsoft raises its quota.
    /// </summary>
    [Range(1, 1_000_000)]
    public int EmailsPerMinute { get; set; } = 600;

    /// <summary>Whether the only limit of an area code is that of everybody together.</summary>
    public static bool IsHome(string areaCode) => Nearby.Contains(areaCode);
}

[OptionsValidator]
public sealed partial class SmsBudgetOptionsValidator : IValidateOptions<SmsBudgetOptions>;
