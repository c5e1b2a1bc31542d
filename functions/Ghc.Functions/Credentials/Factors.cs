using Ghc.Domain.Accounts;
using Ghc.Functions.Passkeys;

namespace Ghc.Functions.Credentials;

/// <summary>What somebody shows to sign in.</summary>
public sealed record Factors(string? Code, string? Password)
{
    /// <summary>A passkey of staff, instead of the code.</summary>
    public PasskeyAssertion? Passkey { get; init; }

    /// <summary>When the device signed in to this phone before; null for a stranger.</summary>
    public DateTimeOffset? Since { get; init; }

    /// <summary>The number of a document of the account, asked for after a long absence.</summary>
    public string? IdNumber { get; init; }

    /// <summary>The device, if it is to go on showing codes.</summary>
    public DeviceOffer? Device { get; init; }
}
