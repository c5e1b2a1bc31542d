using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Senders;

/// <summary>A public key as laboratories hand it in.</summary>
public sealed record PublicKey(string X, string Y)
{
    /// <summary>The thumbprint of RFC 7638, cut: a name for a key that nobody named.</summary>
    public string Fingerprint { get; } =
        Convert.ToHexStringLower(
            SHA256.HashData(Encoding.ASCII.GetBytes($$"""{"crv":"P-256","kty":"EC","x":"{{X}}","y":"{{Y}}"}""")).AsSpan(0, 6)
        );

    /// <summary>Reads PEM (<c>BEGIN PUBLIC KEY</c>) or a JWK. A private key is refused: handing it in gives it away.</summary>
    public static Outcome<PublicKey> Read(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return Refusal.Invalid("key", "key.private");
        }

        return text.TrimStart().StartsWith('{') ? ReadJwk(text) : ReadPem(text);
    }

    private static Outcome<PublicKey> ReadPem(string text)
    {
        try
        {
            return
                PemEncoding.TryFind(text, out var pem)
                && text[pem.Label] == "PUBLIC KEY"
                && SigningKey.Import(Convert.FromBase64String(text[pem.Base64Data])) is { } parameters
                ? Of(parameters.Q)
                : Refusal.Invalid("key", "key.form");
        }
        catch (FormatException)
        {
            return Refusal.Invalid("key", "key.form");
        }
    }

    private static Outcome<PublicKey> ReadJwk(string text)
    {
        try
        {
            var jwk = new JsonWebKey(text);
            if (jwk.D is not null)
            {
                return Refusal.Invalid("key", "key.private");
            }

            if (jwk is not { Kty: "EC", Crv: "P-256", X.Length: > 0, Y.Length: > 0 })
            {
                return Refusal.Invalid("key", "key.form");
            }

            // Makes the key, so that a point that is not on the curve is refused here.
            using var key = ECDsa.Create(
                new ECParameters
                {
                    Curve = ECCurve.NamedCurves.nistP256,
                    Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) },
                }
            );
            return Of(key.ExportParameters(includePrivateParameters: false).Q);
        }
        catch (Exception wrong) when (wrong is ArgumentException or FormatException or CryptographicException or JsonException)
        {
            return Refusal.Invalid("key", "key.form");
        }
    }

    private static PublicKey Of(ECPoint point) => new(Base64Url.EncodeToString(point.X), Base64Url.EncodeToString(point.Y));
}
