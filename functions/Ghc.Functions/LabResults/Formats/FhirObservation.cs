using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps one observation: its value, or the values of its components.</summary>
internal sealed class FhirObservation(FhirParts parts, FhirPart part, FhirPart? report, string? laboratory)
{
    /// <summary>Categories of observations that are not laboratory tests.</summary>
    private static readonly HashSet<string> NoTests = new(StringComparer.Ordinal)
    {
        "social-history",
        "vital-signs",
        "survey",
        "exam",
        "activity",
    };

    private readonly Observation observation = (Observation)part.Resource;
    private readonly DiagnosticReport? listing = report?.Resource as DiagnosticReport;

    public IEnumerable<MappedRow> Rows()
    {
        if (
            FhirValues
                .Codes(FhirValues.Read(() => observation.Category))
                .Any(category => category.Code is { } code && NoTests.Contains(code))
        )
        {
            yield break;
        }

        var components = FhirValues.Items(() => observation.Component).ToList();
        if (
            Value(() => observation.Value, () => observation.DataAbsentReason) is { Count: > 0 }
            || (components.Count == 0 && !HasMembers())
        )
        {
            var row = Row(
                part.Path,
                FhirValues.Read(() => observation.Code),
                () => observation.Value,
                () => observation.DataAbsentReason,
                FhirValues.Read(() => observation.Interpretation)
            );
            if (row is not null)
            {
                yield return row;
            }
        }

        foreach (var (index, component) in components)
        {
            var row = Row(
                $"{part.Path}.component[{index}]",
                FhirValues.Read(() => component.Code),
                () => component.Value,
                () => component.DataAbsentReason,
                FhirValues.Read(() => component.Interpretation)
            );
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    private bool HasMembers() => FhirValues.Read(() => observation.HasMember) is { Count: > 0 };

    private MappedRow? Row(
        string place,
        CodeableConcept? code,
        Func<DataType?> value,
        Func<CodeableConcept?> absent,
        List<CodeableConcept>? interpretation
    )
    {
        var codes = FhirValues.Codes(code);
        if (LabCodes.TestOf(codes) == TestKind.Supplement)
        {
            return null;
        }

        var row = new MappedRow(place, part.Json.ToJsonString());
        FhirPeople.SetLaboratory(row, parts, part, report, laboratory);
        SetStatus(row);
        FhirPeople.SetPatient(row, parts, part, report);
        ReportRules.SetTest(row, codes, $"{place}.code");
        var specimen = Specimen();
        var sample = new FhirSample(part, report, specimen);
        sample.SetAccession(row, LabCodes.TestCodeOf(codes));
        sample.SetTimes(row);
        ReportRules.SetResult(
            row,
            Value(value, absent),
            ValuePlace(place, value),
            FhirValues.Codes(interpretation),
            $"{place}.interpretation"
        );
        if (
            FhirValues.Flag(FhirValues.Read(() => observation.Extension), FormatUris.Pooled)
            || FhirValues.Flag(FhirValues.Read(() => (specimen?.Resource as Specimen)?.Extension), FormatUris.Pooled)
        )
        {
            ReportRules.SetPooled(row);
        }

        return row;
    }

    /// <summary>The observation's own status counts, unless the whole report is withdrawn.</summary>
    private void SetStatus(MappedRow row)
    {
        var whole = FhirStatuses.Of(FhirValues.Text(() => listing?.StatusElement));
        if (whole == ReportStatus.Cancelled)
        {
            ReportRules.SetStatus(row, whole, $"{report!.Path}.status");
            return;
        }

        ReportRules.SetStatus(row, FhirStatuses.Of(FhirValues.Text(() => observation.StatusElement)), $"{part.Path}.status");
    }

    private FhirPart? Specimen()
    {
        var own = FhirValues.Read(() => observation.Specimen);
        var of = listing is null ? null : FhirValues.Items(() => listing.Specimen).Select(each => each.Item).FirstOrDefault();
        return parts.Find(own, part) ?? (own is null && report is not null ? parts.Find(of, report) : null);
    }

    private static IReadOnlyList<GivenCode> Value(Func<DataType?> value, Func<CodeableConcept?> absent) =>
        FhirValues.Read(value) switch
        {
            CodeableConcept concept => FhirValues.Codes(concept),
            PrimitiveType primitive => [new GivenCode(null, null, FhirValues.Text(primitive) ?? primitive.JsonValue?.ToString())],
            { } other => [new GivenCode(null, null, other.TypeName)],
            null => FhirStatuses.OfAbsent(FhirValues.Codes(FhirValues.Read(absent))),
        };

    private static string ValuePlace(string place, Func<DataType?> value) =>
        FhirValues.Read(value) switch
        {
            { } given => $"{place}.value{char.ToUpperInvariant(given.TypeName[0])}{given.TypeName[1..]}",
            null => $"{place}.value[x]",
        };
}
