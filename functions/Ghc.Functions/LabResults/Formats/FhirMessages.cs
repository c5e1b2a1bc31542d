using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ghc.Domain;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>
/// Reads FHIR R4 as JSON: a Bundle, a DiagnosticReport or an Observation (docs/messages.md). Only the classes <c>Fhir…</c> of this folder
/// use the library, so that an instance loads it with the first FHIR message and not at its start.
/// </summary>
public static partial class FhirMessages
{
    /// <param name="json">The message, parsed.</param>
    /// <param name="laboratory">The sender; null if the message names it. Without one every row is refused.</param>
    public static Outcome<IReadOnlyList<MappedRow>> Read(string message, JsonObject json, string? laboratory)
    {
        // The library refuses a text with half a character, which must not cost other people their results.
        if (HalfACharacter().IsMatch(message))
        {
            if (MessageJson.ReadObject(HalfACharacter().Replace(message, "\\ufffd")).Refused(out var refusal, out var mended))
            {
                return refusal;
            }

            json = mended;
        }

        var type = MessageJson.Text(json, "resourceType");
        if (type is not ("Bundle" or "Parameters" or "DiagnosticReport" or "Observation"))
        {
            return Refusal.Invalid("resourceType", "fhir.resource");
        }

        var parts = FhirParts.Of(json, type);
        var from = laboratory ?? FormatUris.LaboratoryIn(json);
        var unreadable = parts.Unreadable.Where(MayBeResult).Select(each => Unreadable(each.Path, each.Json));
        MappedRow[] rows = [.. FhirReports.Of(parts).SelectMany(report => report.Rows(from)), .. unreadable];
        return rows.Length == 0 ? Refusal.Invalid(type, "message.no-result") : ReportRules.WithoutNegativeTargets(rows).ToArray();
    }

    /// <summary>A result that could not be read. Only its place is known.</summary>
    internal static MappedRow Unreadable(string path, JsonObject json)
    {
        var came = json.ToJsonString();
        var row = new MappedRow(path, came) { ReadsAsPositive = LabCodes.CanMeanPositive(came) };
        row.Refuse("result", path, "field.type");
        return row;
    }

    private static bool MayBeResult((string Path, JsonObject Json) resource) =>
        MessageJson.Text(resource.Json, "resourceType") is null or "Observation" or "DiagnosticReport";

    [GeneratedRegex(@"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F])|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}")]
    private static partial Regex HalfACharacter();
}
