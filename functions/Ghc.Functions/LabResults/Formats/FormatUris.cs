using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain.Documents;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Our own identifiers in FHIR and HL7 v2 messages, where the standards have no code.</summary>
public static class FormatUris
{
    /// <summary>System of an identifier that names the laboratory as it is registered here.</summary>
    public const string Laboratory = "urn:ghc:laboratory";

    /// <summary>Extension of an identifier: the number of issuance of a permit.</summary>
    public const string IssuanceNumber = "urn:ghc:issuance-number";

    /// <summary>Extension of an observation or a specimen: several people's swabs were tested as one.</summary>
    public const string Pooled = "urn:ghc:pooled";

    private const string Document = "urn:ghc:id:";

    /// <summary>FHIR's own systems of passports end in the country: <c>http://hl7.org/fhir/sid/passport-CHN</c>.</summary>
    private const string Passport = "http://hl7.org/fhir/sid/passport-";

    /// <summary>Our own messages have a <c>schema</c>, FHIR has a <c>resourceType</c>.</summary>
    public static bool IsFhir(JsonObject json) => json.ContainsKey("resourceType") && !json.ContainsKey("schema");

    /// <summary>The type of document that a system of identifiers stands for; null for another system.</summary>
    public static string? IdTypeOf(string? system) =>
        system is null ? null
        : system.StartsWith(Passport, StringComparison.OrdinalIgnoreCase) ? Words.Of(IdType.Passport)
        : system.StartsWith(Document, StringComparison.OrdinalIgnoreCase) ? IdTypeNamed(system[Document.Length..])
        : null;

    /// <summary>The type of document with this name of the contract; null if there is none.</summary>
    public static string? IdTypeNamed(string? name) =>
        Words.Parse<IdType>(name?.ToLowerInvariant()).Refused(out _, out var type) ? null : Words.Of(type);

    /// <summary>
    /// The laboratory that a FHIR message names, found without FHIR's types, because the sender is verified before the message is parsed.
    /// Null if it names none or several.
    /// </summary>
    public static string? LaboratoryIn(JsonNode? json)
    {
        var found = new HashSet<string>(StringComparer.Ordinal);
        Collect(json, found);
        return found.Count == 1 && Sender.IsId(found.Single()) ? found.Single() : null;
    }

    private static void Collect(JsonNode? node, HashSet<string> found)
    {
        if (node is JsonArray array)
        {
            foreach (var item in array)
            {
                Collect(item, found);
            }
        }
        else if (node is JsonObject fields)
        {
            if (Text(fields["system"]) == Laboratory && Text(fields["value"]) is { } value)
            {
                found.Add(value);
            }

            foreach (var (_, member) in fields)
            {
                Collect(member, found);
            }
        }
    }

    private static string? Text(JsonNode? node)
    {
        try
        {
            return node is JsonValue value && value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a character ("\ud800"), at which the framework throws when it is read.
            return null;
        }
    }
}
