using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Microsoft.Extensions.Options;

namespace Ghc.Platform.Encryption;

/// <summary>
/// Encrypts personal data at rest with AES-256-GCM. The context names the place where a value lives (table, partition and row); it is
/// authenticated, so that a value cannot be moved elsewhere, and it selects a key of its own, because random 96-bit nonces allow one key
/// only 2^32 values (NIST SP 800-38D, 8.3), which a province of codes would use up in days.
/// Opening what is forged, foreign or sealed by a retired key throws <see cref="CryptographicException"/>: a bug or an attack.
/// </summary>
public sealed class Sealer
{
    private const int NonceBytes = 12;
    private const int TagBytes = 16;
    private readonly Dictionary<string, byte[]> keys;
    private readonly string current;

    public Sealer(IOptions<KeyOptions> options)
    {
        var ring = options.Value.Sealing;
        keys = ring.Keys.ToDictionary(k => k.Key, k => Convert.FromBase64String(k.Value), StringComparer.Ordinal);
        current = ring.Current;
    }

    /// <summary>keyId.base64url(nonce | ciphertext | tag)</summary>
    public string Seal(ReadOnlySpan<byte> plain, string context) => $"{current}.{Base64Url.EncodeToString(Encrypt(plain, context))}";

    public byte[] Open(string text, string context)
    {
        var dot = text.IndexOf('.', StringComparison.Ordinal);
        var body = new byte[text.Length];
        return dot > 0 && Base64Url.DecodeFromChars(text.AsSpan(dot + 1), body, out _, out var length) == OperationStatus.Done
            ? Decrypt(text[..dot], body.AsSpan(0, length), context)
            : throw new CryptographicException("A sealed value is malformed.");
    }

    public string SealJson<T>(T value, JsonTypeInfo<T> type, string context) =>
        Seal(JsonSerializer.SerializeToUtf8Bytes(value, type), context);

    public T OpenJson<T>(string text, JsonTypeInfo<T> type, string context) =>
        JsonSerializer.Deserialize(Open(text, context), type) ?? throw new CryptographicException("A sealed value is null.");

    /// <summary>The same in bytes: length of the key id | key id | nonce | ciphertext | tag.</summary>
    public byte[] SealBytes(ReadOnlySpan<byte> plain, string context) =>
        [(byte)current.Length, .. Encoding.ASCII.GetBytes(current), .. Encrypt(plain, context)];

    /// <summary>The value sealed anew, by the current key.</summary>
    public string Reseal(string text, string context) => Seal(Open(text, context), context);

    public static bool IsSealedBy(ReadOnlySpan<byte> bytes, string keyId) =>
        bytes.Length > keyId.Length && bytes[0] == keyId.Length && Encoding.ASCII.GetString(bytes[1..(1 + keyId.Length)]) == keyId;

    public byte[] OpenBytes(ReadOnlySpan<byte> bytes, string context)
    {
        if (bytes.IsEmpty || bytes.Length <= bytes[0])
        {
            throw new CryptographicException("A sealed value is malformed.");
        }

        var bodyAt = 1 + bytes[0];
        return Decrypt(Encoding.ASCII.GetString(bytes[1..bodyAt]), bytes[bodyAt..], context);
    }

    private byte[] Encrypt(ReadOnlySpan<byte> plain, string context)
    {
        var aad = Encoding.UTF8.GetBytes(context);
        var body = new byte[NonceBytes + plain.Length + TagBytes];
        var nonce = body.AsSpan(0, NonceBytes);
        RandomNumberGenerator.Fill(nonce);
        using var aes = Cipher(keys[current], aad);
        aes.Encrypt(nonce, plain, body.AsSpan(NonceBytes, plain.Length), body.AsSpan(NonceBytes + plain.Length), aad);
        return body;
    }

    private byte[] Decrypt(string keyId, ReadOnlySpan<byte> body, string context)
    {
        if (!keys.TryGetValue(keyId, out var key) || body.Length < NonceBytes + TagBytes)
        {
            throw new CryptographicException("A sealed value is malformed or its key is not in the ring.");
        }

        var aad = Encoding.UTF8.GetBytes(context);
        var plain = new byte[body.Length - NonceBytes - TagBytes];
        using var aes = Cipher(key, aad);
        aes.Decrypt(body[..NonceBytes], body[NonceBytes..^TagBytes], body[^TagBytes..], plain, aad);
        return plain;
    }

    /// <summary>
    /// The key of one context: HKDF-Expand of RFC 5869. A cipher a call: it holds a native context that two threads must not share, and
    /// making one costs about a microsecond.
    /// </summary>
    private static AesGcm Cipher(byte[] key, byte[] context)
    {
        Span<byte> derived = stackalloc byte[KeyOptionsValidator.SealingKeyBytes];
        HKDF.Expand(HashAlgorithmName.SHA256, key, derived, context);
        return new AesGcm(derived, TagBytes);
    }
}
