using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Ghc.Platform.Encryption;

/// <summary>The public keys as a JWK Set (RFC 7517), for those who verify codes without asking. The current key comes first.</summary>
public sealed class Jwks(SigningKeys keys)
{
    public string Json { get; } = Write([.. keys.All.OrderByDescending(k => k == keys.Current)]);

    private static string Write(IReadOnlyList<SigningKey> keys)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            json.WriteStartObject();
            json.WriteStartArray("keys");
            foreach (var key in keys)
            {
                Write(json, key.Id, key.PublicPoint);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    private static void Write(Utf8JsonWriter json, string id, ECPoint point)
    {
        json.WriteStartObject();
        json.WriteString("kty", "EC");
        json.WriteString("crv", "P-256");
        json.WriteString("x", Base64Url.EncodeToString(point.X));
        json.WriteString("y", Base64Url.EncodeToString(point.Y));
        json.WriteString("kid", id);
        json.WriteString("use", "sig");
        json.WriteString("alg", "ES256");
        json.WriteEndObject();
    }
}
