using Hl7.Fhir.Model;
using Hl7.Fhir.Validation;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>An observation with the report that lists it, if one does.</summary>
internal sealed class FhirReports
{
    private readonly FhirParts parts;
    private readonly FhirPart? report;
    private readonly IReadOnlyList<FhirPart> observations;
    private readonly IReadOnlyList<string> missing;

    private FhirReports(FhirParts parts, FhirPart? report, IReadOnlyList<FhirPart> observations, IReadOnlyList<string> missing) =>
        (this.parts, this.report, this.observations, this.missing) = (parts, report, observations, missing);

    /// <summary>Every report with its observations, and the observations that no report lists.</summary>
    public static IEnumerable<FhirReports> Of(FhirParts parts)
    {
        var listed = new HashSet<FhirPart>(ReferenceEqualityComparer.Instance);
        foreach (var report in parts.All.Where(part => part.Resource is DiagnosticReport))
        {
            var (found, missing) = Follow(parts, report, FhirValues.Items(() => ((DiagnosticReport)report.Resource).Result), listed);
            yield return new FhirReports(parts, report, found, missing);
        }

        yield return new FhirReports(parts, null, [.. parts.All.Where(part => part.Resource is Observation && !listed.Contains(part))], []);
    }

    public IEnumerable<MappedRow> Rows(string? laboratory)
    {
        foreach (var place in missing)
        {
            var row = new MappedRow(place, report!.Json.ToJsonString());
            row.Set("laboratory", laboratory, "");
            row.Refuse("result", place, "reference.missing");
            yield return row;
        }

        foreach (var observation in observations)
        {
            foreach (var row in Rows(observation, laboratory))
            {
                yield return row;
            }
        }
    }

    /// <summary>An element of an unexpected shape costs one observation, not the whole message.</summary>
    private IReadOnlyList<MappedRow> Rows(FhirPart observation, string? laboratory)
    {
        try
        {
            return [.. new FhirObservation(parts, observation, report, laboratory).Rows()];
        }
        catch (CodedValidationException)
        {
            return [FhirMessages.Unreadable(observation.Path, observation.Json)];
        }
    }

    /// <summary>The observations that a report lists, and the members of those that are panels.</summary>
    private static (List<FhirPart> Found, List<string> Missing) Follow(
        FhirParts parts,
        FhirPart report,
        IEnumerable<(int Index, ResourceReference Reference)> results,
        HashSet<FhirPart> listed
    )
    {
        var (found, missing) = (new List<FhirPart>(), new List<string>());
        var waiting = new Queue<(ResourceReference Reference, FhirPart From, string Place)>(
            results.Select(result => (result.Reference, report, $"{report.Path}.result[{result.Index}]"))
        );
        while (waiting.TryDequeue(out var next))
        {
            if (parts.Find(next.Reference, next.From) is not { Resource: Observation observation } part)
            {
                missing.Add(next.Place);
            }
            else if (listed.Add(part))
            {
                found.Add(part);
                foreach (var (index, member) in FhirValues.Items(() => observation.HasMember))
                {
                    waiting.Enqueue((member, part, $"{part.Path}.hasMember[{index}]"));
                }
            }
        }

        return (found, missing);
    }
}
