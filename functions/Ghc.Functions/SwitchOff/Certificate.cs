using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Domain.Sunset;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.SwitchOff;

/// <summary>That everything was deleted: what, how much of it, when, and who signed for it.</summary>
/// <param name="Plan">The hash that was published from the announcement on.</param>
/// <param name="NotCovered">Codes of what no program of ours can delete or see.</param>
public sealed record Certificate(
    string Schema,
    string Plan,
    SunsetPlan Dates,
    IReadOnlyList<CertifiedSignature> Signatures,
    AuditHeads Audit,
    DateTimeOffset BegunAt,
    DateTimeOffset CertifiedAt,
    IReadOnlyList<CertifiedStore> Stores,
    IReadOnlyList<WipedKey> Keys,
    IReadOnlyList<string> NotCovered
)
{
    public const string SchemaName = "ghc.deletion-certificate.v1";
}

/// <summary>A store with what was in it before, and what a search found in it when the certificate was made.</summary>
public sealed record CertifiedStore(string Kind, string Account, string Name, long Before, long After, DateTimeOffset DeletedAt);

/// <summary>
/// Signs certificates and checks them. The signature (ES256) is over the certificate as compact JSON, so that a file may be indented.
/// </summary>
public static class CertificateFile
{
    private static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
    private static readonly JsonSerializerOptions Compact = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private const string Content = "certificate";
    private const string Signature = "signature";

    public static string Sign(Certificate certificate, ECDsa key)
    {
        var content = JsonSerializer.SerializeToNode(certificate, SwitchOffJson.Types.Certificate)!;
        var signature = Convert.ToBase64String(key.SignData(BytesOf(content), HashAlgorithmName.SHA256));
        return new JsonObject { [Content] = content, [Signature] = signature }.ToJsonString(Indented);
    }

    /// <summary>The certificate, if it was signed by the key of its own plan, and its plan is the one that was published.</summary>
    /// <param name="published">The hash that the pages and <c>api/sunset</c> showed; null if nobody remembers it, and then anybody may have
    /// made the file.</param>
    public static Outcome<Certificate> Read(string text, string? published)
    {
        try
        {
            var file = JsonNode.Parse(text);
            var certificate = file?[Content].Deserialize(SwitchOffJson.Types.Certificate);
            return
                certificate is not null
                && Holds(certificate, BytesOf(file![Content]!), Convert.FromBase64String((string?)file[Signature] ?? ""), published)
                ? certificate
                : Refusal.Invalid(Signature, "sunset.signature");
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or InvalidOperationException)
        {
            return Refusal.Invalid(Content, "body.json");
        }
    }

    private static bool Holds(Certificate certificate, byte[] content, byte[] signature, string? published)
    {
        if (
            certificate.Schema != Certificate.SchemaName
            || certificate.Plan != certificate.Dates.Hash
            || (published is not null && certificate.Plan != published)
            || SigningKey.Import(Convert.FromBase64String(certificate.Dates.CertificateKey)) is not { } parameters
        )
        {
            return false;
        }

        using var key = ECDsa.Create(parameters);
        return key.VerifyData(content, signature, HashAlgorithmName.SHA256);
    }

    private static byte[] BytesOf(JsonNode content) => Encoding.UTF8.GetBytes(content.ToJsonString(Compact));
}
