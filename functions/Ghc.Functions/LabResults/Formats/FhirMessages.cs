using System.Text.Json.Nodes;
using Ghc.Domain;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// Reads FHIR R4 as JSON: a Bundle, a DiagnosticReport or an Observation (docs/messages.md). No other class outside this folder's FHIR files uses the library, so that
/// an instance loads it with the first FHIR message and not at its start.
/// </summary>
public static class FhirMessages
{
    /// <summary>Nobody is there to correct a message, so nothing is refused for its form; what cannot be read is missing to the mapping.</summary>
    private static readonly FhirJsonDeserializer Deserializer = new(new DeserializerSettings().UsingMode(DeserializationMode.Ostrich));

    /// <param name="laboratory">Whose message it is; null if nobody is known, which refuses every row.</param>
    public static Outcome<IReadOnlyList<MappedRow>> Read(JsonObject json, string? laboratory)
    {
        if (Deserialize(json) is not { } resource)
        {
            return Refusal.Invalid("body", "body.encoding");
        }

        if (resource is not (Bundle or DiagnosticReport or Observation))
        {
            return Refusal.Invalid("resourceType", "fhir.resource");
        }

        var parts = FhirParts.Of(resource, json);
        var rows = FhirReports.Of(parts).SelectMany(report => report.Rows(laboratory)).ToList();
        return rows.Count == 0 ? Refusal.Invalid(resource.TypeName, "message.no-result") : ReportRules.WithoutNegativeTargets(rows).ToArray();
    }

    /// <summary>Null for JSON that cannot be written, such as half a character.</summary>
    private static Resource? Deserialize(JsonObject json)
    {
        try
        {
            Deserializer.TryDeserializeResource(json.ToJsonString(), out var resource, out _);
            return resource ?? new Basic();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}
