using System.Security.Cryptography;
using System.Text;
using Ghc.Platform.Encryption;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Senders;

/// <summary>
/// Our own signature on a laboratory's message: on a row of a signed batch that is dead-lettered alone, and on a message that an operator
/// mended. Neither can carry the laboratory's signature, and without one it could never be replayed. A type of its own keeps these messages
/// and our tokens apart, which share the keys.
/// </summary>
public sealed class ServiceSignature(SigningKeys keys)
{
    private const string Type = "ghc-replay";

    public string Sign(string message)
    {
        using var key = ToKey(keys.Current);
        return CompactJws.Sign(key, $"{Sender.Service}/{keys.Current.Id}", Encoding.UTF8.GetBytes(message), Type);
    }

    public static bool IsMeant(CompactJws message) => message.KeyId.StartsWith($"{Sender.Service}/", StringComparison.Ordinal);

    public bool IsOurs(CompactJws message)
    {
        if (message.Type != Type || keys.Find(message.KeyId[(Sender.Service.Length + 1)..]) is not { } signingKey)
        {
            return false;
        }

        using var key = ToKey(signingKey);
        return message.IsSignedBy(key);
    }

    private static ECDsa ToKey(SigningKey key) =>
        ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = key.PublicPoint,
                D = key.Jwk.D is { } d ? Base64UrlEncoder.DecodeBytes(d) : null,
            }
        );
}
