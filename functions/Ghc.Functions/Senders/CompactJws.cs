using System.Buffers.Text;
using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ghc.Domain;

namespace Ghc.Functions.Senders;

/// <summary>
/// A JWS in compact form (RFC 7515) whose payload is anything, read by hand: the token libraries take a payload for a set of claims. ES256
/// is the only algorithm, whatever the header asks for (RFC 8725, 3.1), and the key is found by <c>kid</c> alone; keys and addresses of
/// keys in the header are not looked at.
/// </summary>
public sealed class CompactJws
{
    private const string Algorithm = "ES256";
    private const int MaxKeyId = 100;

    private readonly byte[] signingInput;
    private readonly byte[] signature;

    private CompactJws(string keyId, string? type, byte[] payload, byte[] signingInput, byte[] signature) =>
        (KeyId, Type, Payload, this.signingInput, this.signature) = (keyId, type, payload, signingInput, signature);

    public string KeyId { get; }

    public string? Type { get; }

    /// <summary>Believe nothing in it before <see cref="IsSignedBy"/>.</summary>
    public byte[] Payload { get; }

    /// <summary>A message is either a JSON object or three parts between dots; no text is both.</summary>
    public static bool IsMeant([NotNullWhen(true)] string? text) =>
        text is not null && text.Count(c => c == '.') == 2 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.');

    public static Outcome<CompactJws> Parse(string text)
    {
        if (
            IsMeant(text)
            && text.Split('.') is [var head, var body, var end]
            && Decode(head) is { } header
            && Decode(body) is { } payload
            && Decode(end) is { } signature
            && ReadHeader(header) is var (keyId, type)
        )
        {
            return new CompactJws(keyId, type, payload, Encoding.ASCII.GetBytes($"{head}.{body}"), signature);
        }

        return new Refusal(SenderRefusals.SignatureMalformed);
    }

    /// <summary>r and s side by side, 64 bytes (RFC 7518, 3.4); anything else is no signature.</summary>
    public bool IsSignedBy(ECDsa key) =>
        key.VerifyData(signingInput, signature, HashAlgorithmName.SHA256, DSASignatureFormat.IeeeP1363FixedFieldConcatenation);

    public static string Sign(ECDsa key, string keyId, ReadOnlySpan<byte> payload, string? type = null)
    {
        var header = new Dictionary<string, string> { ["alg"] = Algorithm, ["kid"] = keyId };
        if (type is not null)
        {
            header["typ"] = type;
        }

        var input =
            $"{Base64Url.EncodeToString(JsonSerializer.SerializeToUtf8Bytes(header, SendersJson.Types.DictionaryStringString))}.{Base64Url.EncodeToString(payload)}";
        var signature = key.SignData(
            Encoding.ASCII.GetBytes(input),
            HashAlgorithmName.SHA256,
            DSASignatureFormat.IeeeP1363FixedFieldConcatenation
        );
        return $"{input}.{Base64Url.EncodeToString(signature)}";
    }

    /// <summary>
    /// Null unless the header asks for what we do. <c>crit</c> names extensions that must be understood, and we understand none.
    /// </summary>
    private static (string KeyId, string? Type)? ReadHeader(byte[] header)
    {
        try
        {
            using var json = JsonDocument.Parse(header, new JsonDocumentOptions { AllowDuplicateProperties = false });
            var root = json.RootElement;
            return
                root.ValueKind == JsonValueKind.Object
                && !root.TryGetProperty("crit", out _)
                && Text(root, "alg") == Algorithm
                && Text(root, "kid") is { Length: > 0 and <= MaxKeyId } keyId
                ? (keyId, Text(root, "typ"))
                : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // Not JSON, or half a character ("\ud800"), at which the framework throws when it is read.
            return null;
        }
    }

    private static string? Text(JsonElement root, string name) =>
        root.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;

    /// <summary>Base64url without padding (RFC 7515, 2).</summary>
    private static byte[]? Decode(string part) => part.Length > 0 && Base64Url.IsValid(part) ? Base64Url.DecodeFromChars(part) : null;
}
