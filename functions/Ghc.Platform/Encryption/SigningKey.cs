using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text;
using Microsoft.Extensions.ObjectPool;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Platform.Encryption;

/// <summary>
/// One P-256 key, read once. What signs and verifies is pooled, because .NET promises no thread safety for an ECDsa object and
/// importing a key costs as much as a signature.
/// </summary>
public sealed class SigningKey
{
    private const string P256 = "1.2.840.10045.3.1.7";
    private const CborTag CoseSign1 = (CborTag)18;

    private readonly ECParameters parameters;
    private readonly DefaultObjectPool<ECDsa> keys;
    private readonly Lazy<JsonWebKey> jwk;
    private readonly Lazy<byte[]> coseHeader;

    public SigningKey(string id, string base64)
    {
        Id = id;
        parameters = Import(Convert.FromBase64String(base64)) ?? throw new CryptographicException($"Signing key {id} is no P-256 key.");
        keys = new DefaultObjectPool<ECDsa>(new Importing(parameters));
        jwk = new Lazy<JsonWebKey>(() => ToJwk(id, parameters));
        coseHeader = new Lazy<byte[]>(() => EncodeHeader(id));
    }

    public string Id { get; }

    /// <summary>For tokens. It is data, not an ECDsa object, so that the token library makes and pools its own objects.</summary>
    public JsonWebKey Jwk => jwk.Value;

    public ECPoint PublicPoint => parameters.Q;

    /// <summary>
    /// The protected COSE header that this key signs with: {1: -7, 4: id}, in its one encoding. Comparing it byte by byte settles
    /// algorithm and key at once, before anything of the message is believed.
    /// </summary>
    public byte[] CoseHeader => coseHeader.Value;

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

    /// <summary>
    /// Embedded COSE_Sign1 (RFC 9052, 4.2 and 4.4), tagged 18, with an empty unprotected header. Written out, because .NET's COSE package,
    /// which reads codes, takes two thirds of all memory that a code takes, and a strip has hundreds of them.
    /// </summary>
    public byte[] SignCose(byte[] payload)
    {
        var writer = new CborWriter(initialCapacity: payload.Length + 128);
        writer.WriteStartArray(4);
        writer.WriteTextString("Signature1");
        writer.WriteByteString(CoseHeader);
        writer.WriteByteString(ReadOnlySpan<byte>.Empty);
        writer.WriteByteString(payload);
        writer.WriteEndArray();
        var signature = Sign(writer.Encode());

        writer.Reset();
        writer.WriteTag(CoseSign1);
        writer.WriteStartArray(4);
        writer.WriteByteString(CoseHeader);
        writer.WriteStartMap(0);
        writer.WriteEndMap();
        writer.WriteByteString(payload);
        writer.WriteByteString(signature);
        writer.WriteEndArray();
        return writer.Encode();
    }

    public bool VerifyCose(CoseSign1Message message)
    {
        var key = keys.Get();
        var genuine = message.VerifyEmbedded(key);
        keys.Return(key);
        return genuine;
    }

    private byte[] Sign(byte[] data)
    {
        var key = keys.Get();
        var signature = key.SignData(data, HashAlgorithmName.SHA256);
        keys.Return(key);
        return signature;
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

    private static JsonWebKey ToJwk(string id, ECParameters key) =>
        new()
        {
            Kty = "EC",
            Crv = "P-256",
            Kid = id,
            X = Base64UrlEncoder.Encode(key.Q.X),
            Y = Base64UrlEncoder.Encode(key.Q.Y),
            D = key.D is null ? null : Base64UrlEncoder.Encode(key.D),
        };

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

    private sealed class Importing(ECParameters parameters) : PooledObjectPolicy<ECDsa>
    {
        public override ECDsa Create() => ECDsa.Create(parameters);

        public override bool Return(ECDsa obj) => true;
    }
}
