using System.Buffers.Text;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Platform.Http;

namespace Ghc.Functions.Passkeys;

/// <summary>What an authenticator answered to a challenge, each part in base64url (WebAuthn, AuthenticatorAssertionResponse).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PasskeyAnswer(
    string? Id,
    [property: JsonPropertyName("clientDataJSON")] string? ClientData,
    string? AuthenticatorData,
    string? Signature,
    string? UserHandle
)
{
    public Outcome<PasskeyAssertion> Parse()
    {
        var form = new Form();
        var id = form.Take("id", PasskeyPart.Read(Id));
        var client = form.Take("clientDataJSON", PasskeyPart.Read(ClientData));
        var data = form.Take("authenticatorData", PasskeyPart.Read(AuthenticatorData));
        var signature = form.Take("signature", PasskeyPart.Read(Signature));
        var handle = UserHandle is null ? [] : form.Take("userHandle", PasskeyPart.Read(UserHandle));
        return form.Refusal is { } refusal
            ? refusal
            : new PasskeyAssertion(id, client, data, signature, UserHandle is null ? null : handle);
    }
}

public sealed record PasskeyAssertion(byte[] Id, byte[] ClientData, byte[] AuthenticatorData, byte[] Signature, byte[]? UserHandle);

/// <summary>A new key, as an authenticator made it (WebAuthn, AuthenticatorAttestationResponse).</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AddPasskeyRequest(
    string? Id,
    [property: JsonPropertyName("clientDataJSON")] string? ClientData,
    string? AttestationObject
)
{
    public Outcome<PasskeyCreation> Parse()
    {
        var form = new Form();
        var id = form.Take("id", PasskeyPart.Read(Id));
        var client = form.Take("clientDataJSON", PasskeyPart.Read(ClientData));
        var attestation = form.Take("attestationObject", PasskeyPart.Read(AttestationObject));
        return form.Refusal is { } refusal ? refusal : new PasskeyCreation(id, client, attestation);
    }
}

public sealed record PasskeyCreation(byte[] Id, byte[] ClientData, byte[] AttestationObject);

internal static class PasskeyPart
{
    public static Outcome<byte[]> Read(string? text) =>
        string.IsNullOrEmpty(text) ? Refusal.Invalid("", "field.missing")
        : Base64Url.IsValid(text) ? Base64Url.DecodeFromChars(text)
        : Refusal.Invalid("", "passkey.base64url");

    /// <summary>The challenge that a browser says it was given; null if there is none to read.</summary>
    public static byte[]? ChallengeOf(byte[] clientData) =>
        JsonBody.Parse(clientData, PasskeysJson.Types.ClientData).Refused(out _, out var client)
        || Read(client.Challenge).Refused(out _, out var challenge)
            ? null
            : challenge;
}

/// <summary>The one member of a browser's client data that is read before the library checks all of it.</summary>
public sealed record ClientData(string? Challenge);
