using System.Buffers.Text;
using System.Security.Cryptography;

namespace Ghc.Functions.LabResults;

/// <summary>A registered laboratory. From its first key on, what it sends must be signed, even when all of its keys are retired.</summary>
public sealed record Laboratory(string Id, string Name, DateTimeOffset RegisteredAt, DateTimeOffset? SuspendedAt, IReadOnlyList<LaboratoryKey> Keys)
{
    public LaboratoryKey? Key(string id) => Keys.FirstOrDefault(key => key.Id == id);
}

/// <summary>A public key on P-256; <paramref name="X"/> and <paramref name="Y"/> are base64url, as in a JWK.</summary>
public sealed record LaboratoryKey(string Id, string X, string Y, DateTimeOffset AddedAt, DateTimeOffset? RetiredAt)
{
    public bool Verifies(CompactJws message)
    {
        using var key = ECDsa.Create(new ECParameters
        {
            Curve = ECCurve.NamedCurves.nistP256,
            Q = new ECPoint { X = Base64Url.DecodeFromChars(X), Y = Base64Url.DecodeFromChars(Y) },
        });
        return message.IsSignedBy(key);
    }
}
