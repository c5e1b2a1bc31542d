namespace Ghc.Domain.Accounts;

/// <summary>
/// A key of a phone, a computer or a security key (WebAuthn credential), which signs in beside the password. What is here is public: the
/// private half never leaves the device.
/// </summary>
/// <param name="Id">Names it in calls, audit and list.</param>
/// <param name="CredentialId">How its authenticator calls it.</param>
/// <param name="PublicKey">COSE_Key.</param>
/// <param name="UserHandle">What its authenticator calls the account; no pseudonym of ours.</param>
/// <param name="Name">The browser that it was added with, such as "Chrome, Android".</param>
/// <param name="SignCount">Grows with every use on devices that count; zero on those that do not.</param>
public sealed record Passkey(
    string Id,
    string CredentialId,
    string PublicKey,
    string UserHandle,
    string Name,
    uint SignCount,
    DateTimeOffset AddedAt,
    DateTimeOffset? UsedAt
);

/// <summary>A challenge that was answered, until it would have run out anyway.</summary>
public sealed record UsedChallenge(string Id, DateTimeOffset ExpiresAt);
