using System.Text.RegularExpressions;
using Ghc.Domain;
using Ghc.Platform.Queues;
using Hl7.Fhir.Model;
using Hl7.Fhir.Serialization;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// Reads FHIR R4 as JSON: a Bundle, a DiagnosticReport or an Observation (docs/messages.md). Only the classes <c>Fhir…</c> of this folder use the library, so that an
/// instance loads it with the first FHIR message and not at its start.
/// </summary>
public static partial class FhirMessages
{
    /// <summary>Nobody is there to correct a message, so nothing is refused for its form; what cannot be read is missing to the mapping.</summary>
    private static readonly FhirJsonDeserializer Deserializer = new(new DeserializerSettings().UsingMode(DeserializationMode.Ostrich));

    /// <param name="laboratory">Whose message it is; null lets the message say it. Without one every row is refused.</param>
    public static Outcome<IReadOnlyList<MappedRow>> Read(string message, string? laboratory)
    {
        // The library reads no text with half a character in it, and no other person's result may be lost for one.
        if (MessageJson.ReadObject(HalfACharacter().Replace(message, "\\ufffd")).Refused(out var refusal, out var json))
        {
            return refusal;
        }

        Deserializer.TryDeserializeResource(json.ToJsonString(), out var resource, out _);
        if (resource is not (Bundle or DiagnosticReport or Observation))
        {
            return Refusal.Invalid("resourceType", "fhir.resource");
        }

        var parts = FhirParts.Of(resource, json);
        var from = laboratory ?? FormatUris.LaboratoryIn(json);
        var rows = FhirReports.Of(parts).SelectMany(report => report.Rows(from)).ToList();
        return rows.Count == 0 ? Refusal.Invalid(resource.TypeName, "message.no-result") : ReportRules.WithoutNegativeTargets(rows).ToArray();
    }

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfACharacter();
}
