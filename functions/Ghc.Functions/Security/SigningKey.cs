using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using Microsoft.Extensions.ObjectPool;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Security;

/// <summary>
/// One P-256 key, read once. What signs and verifies is pooled, because .NET promises no thread safety for an ECDsa object and
/// importing a key costs as much as a signature.
/// </summary>
public sealed class SigningKey
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private readonly ECParameters parameters;
    private readonly DefaultObjectPool<Signer> signers;

    public SigningKey(string id, string base64)
    {
        Id = id;
        parameters = Import(Convert.FromBase64String(base64)) ?? throw new CryptographicException($"Signing key {id} is no P-256 key.");
        CoseHeader = EncodeHeader(id);
        signers = new DefaultObjectPool<Signer>(new SignerPolicy(this));
        Jwk = new JsonWebKey
        {
            Kty = "EC",
            Crv = "P-256",
            Kid = id,
            X = Base64UrlEncoder.Encode(parameters.Q.X),
            Y = Base64UrlEncoder.Encode(parameters.Q.Y),
            D = parameters.D is null ? null : Base64UrlEncoder.Encode(parameters.D),
        };
    }

    public string Id { get; }

    /// <summary>For tokens. It is data, not an ECDsa object, so that the token library makes and pools its own objects.</summary>
    public JsonWebKey Jwk { get; }

    public ECPoint PublicPoint => parameters.Q;

    /// <summary>
    /// The protected COSE header that this key signs with: {1: -7, 4: id}, in its one encoding. Comparing it byte by byte settles
    /// algorithm and key at once, before anything of the message is believed.
    /// </summary>
    public byte[] CoseHeader { get; }

    /// <summary>Null if this is no P-256 key. Takes PKCS#8 and SubjectPublicKeyInfo; with the latter there is no D.</summary>
    public static ECParameters? Import(byte[]? der)
    {
        if (der is null)
        {
            return null;
        }

        using var key = ECDsa.Create();
        var isPrivate = TryImport(() => key.ImportPkcs8PrivateKey(der, out _));
        if (!isPrivate && !TryImport(() => key.ImportSubjectPublicKeyInfo(der, out _)))
        {
            return null;
        }

        var parameters = key.ExportParameters(isPrivate);
        return parameters.Curve.IsNamed && parameters.Curve.Oid.Value == P256 ? parameters : null;
    }

    /// <summary>Embedded COSE_Sign1, tagged 18, with an empty unprotected header.</summary>
    public byte[] SignCose(byte[] payload)
    {
        var signer = signers.Get();
        var message = CoseSign1Message.SignEmbedded(payload, signer.Cose);
        signers.Return(signer);
        return message;
    }

    public bool VerifyCose(CoseSign1Message message)
    {
        var signer = signers.Get();
        var genuine = message.VerifyEmbedded(signer.Key);
        signers.Return(signer);
        return genuine;
    }

    private static bool TryImport(Action import)
    {
        try
        {
            import();
            return true;
        }
        catch (CryptographicException)
        {
            return false;
        }
    }

    private static byte[] EncodeHeader(string id)
    {
        var writer = new CborWriter();
        writer.WriteStartMap(2);
        writer.WriteInt32(1);
        writer.WriteInt32(-7);
        writer.WriteInt32(4);
        writer.WriteByteString(Encoding.ASCII.GetBytes(id));
        writer.WriteEndMap();
        return writer.Encode();
    }

    private sealed record Signer(ECDsa Key, CoseSigner Cose);

    private sealed class SignerPolicy(SigningKey key) : PooledObjectPolicy<Signer>
    {
        public override Signer Create()
        {
            var ecdsa = ECDsa.Create(key.parameters);
            var id = CoseHeaderValue.FromBytes(Encoding.ASCII.GetBytes(key.Id));
            return new(ecdsa, new CoseSigner(ecdsa, HashAlgorithmName.SHA256) { ProtectedHeaders = { [CoseHeaderLabel.KeyIdentifier] = id } });
        }

        public override bool Return(Signer obj) => true;
    }
}
