using System.Buffers.Binary;
using System.Buffers.Text;
using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// A phone or security key with one passkey, which signs what real ones sign (WebAuthn level 3). What it signs can be bent, as a thief or a
/// fault would.
/// </summary>
public sealed class Authenticator : IDisposable
{
    private readonly ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] id = RandomNumberGenerator.GetBytes(16);

    public string Origin { get; init; } = "https://ghc.example";

    public string RelyingParty { get; init; } = "ghc.example";

    /// <summary>Whether it asked for a finger, a face or a PIN.</summary>
    public bool VerifiesUser { get; init; } = true;

    public uint Count { get; set; }

    public string? UserHandle { get; set; }

    public string Id => Base64Url.EncodeToString(id);

    /// <summary>Adds a passkey to the account of a session.</summary>
    public async Task<Answer> RegisterAsync(HttpClient client, string token)
    {
        var asked = (await client.PostAsync("api/account/passkey-challenges", null, token)).Expect(200);
        UserHandle = asked.Text("userId");
        return await client.PostAsync("api/account/passkeys", Create(asked.Text("challenge")), token);
    }

    /// <summary>An answer to a fresh challenge for the phone.</summary>
    public async Task<Dictionary<string, string>> AnswerAsync(HttpClient client, Traveler person) =>
        Get((await client.PostAsync("api/passkey-challenges", new { phone = person.Phone })).Expect(200).Text("challenge"));

    public Dictionary<string, string> Create(string challenge)
    {
        var attestation = new CborWriter(CborConformanceMode.Ctap2Canonical);
        attestation.WriteStartMap(3);
        attestation.WriteTextString("fmt");
        attestation.WriteTextString("none");
        attestation.WriteTextString("attStmt");
        attestation.WriteStartMap(0);
        attestation.WriteEndMap();
        attestation.WriteTextString("authData");
        attestation.WriteByteString([.. Data(withKey: true), .. new byte[16], 0, (byte)id.Length, .. id, .. CoseKey()]);
        attestation.WriteEndMap();
        return new()
        {
            ["id"] = Id,
            ["clientDataJSON"] = Base64Url.EncodeToString(Client("webauthn.create", challenge)),
            ["attestationObject"] = Base64Url.EncodeToString(attestation.Encode()),
        };
    }

    public Dictionary<string, string> Get(string challenge)
    {
        var client = Client("webauthn.get", challenge);
        var data = Data(withKey: false);
        var answer = new Dictionary<string, string>
        {
            ["id"] = Id,
            ["clientDataJSON"] = Base64Url.EncodeToString(client),
            ["authenticatorData"] = Base64Url.EncodeToString(data),
            ["signature"] = Base64Url.EncodeToString(
                key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence)
            ),
        };
        if (UserHandle is not null)
        {
            answer["userHandle"] = UserHandle;
        }

        return answer;
    }

    public void Dispose() => key.Dispose();

    private byte[] Client(string type, string challenge) =>
        Encoding.UTF8.GetBytes(
            JsonSerializer.Serialize(
                new
                {
                    type,
                    challenge,
                    origin = Origin,
                    crossOrigin = false,
                }
            )
        );

    private byte[] Data(bool withKey)
    {
        const byte present = 1,
            verified = 4,
            key = 0x40;
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return
        [
            .. SHA256.HashData(Encoding.UTF8.GetBytes(RelyingParty)),
            (byte)(present | (VerifiesUser ? verified : 0) | (withKey ? key : 0)),
            .. count,
        ];
    }

    private byte[] CoseKey()
    {
        var point = key.ExportParameters(includePrivateParameters: false).Q;
        var cose = new CborWriter(CborConformanceMode.Ctap2Canonical);
        cose.WriteStartMap(5);
        foreach (var (label, value) in new[] { (1, 2), (3, -7), (-1, 1) })
        {
            cose.WriteInt32(label);
            cose.WriteInt32(value);
        }

        foreach (var (label, coordinate) in new[] { (-2, point.X!), (-3, point.Y!) })
        {
            cose.WriteInt32(label);
            cose.WriteByteString(coordinate);
        }

        cose.WriteEndMap();
        return cose.Encode();
    }
}
