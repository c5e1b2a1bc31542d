using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps one observation: its value, or the values of its components.</summary>
internal sealed class FhirObservation(FhirParts parts, FhirPart part, FhirPart? report, string? laboratory)
{
    /// <summary>Categories of what was asked or seen, not tested.</summary>
    private static readonly HashSet<string> NoTests = new(StringComparer.Ordinal) { "social-history", "vital-signs", "survey", "exam", "activity" };

    private readonly Observation observation = (Observation)part.Resource;
    private readonly DiagnosticReport? listing = report?.Resource as DiagnosticReport;

    public IEnumerable<MappedRow> Rows()
    {
        if (FhirValues.Codes(FhirValues.Read(() => observation.Category)).Any(category => category.Code is { } code && NoTests.Contains(code)))
        {
            yield break;
        }

        var components = FhirValues.Items(() => observation.Component).ToList();
        if (Value(() => observation.Value, () => observation.DataAbsentReason) is { Count: > 0 } || (components.Count == 0 && !HasMembers()))
        {
            var row = Row(
                part.Path, FhirValues.Read(() => observation.Code), () => observation.Value, () => observation.DataAbsentReason,
                FhirValues.Read(() => observation.Interpretation));
            if (row is not null)
            {
                yield return row;
            }
        }

        foreach (var (index, component) in components)
        {
            var row = Row(
                $"{part.Path}.component[{index}]", FhirValues.Read(() => component.Code), () => component.Value, () => component.DataAbsentReason,
                FhirValues.Read(() => component.Interpretation));
            if (row is not null)
            {
                yield return row;
            }
        }
    }

    private bool HasMembers() => FhirValues.Read(() => observation.HasMember) is { Count: > 0 };

    private MappedRow? Row(string place, CodeableConcept? code, Func<DataType?> value, Func<CodeableConcept?> absent, List<CodeableConcept>? interpretation)
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
        SetAccession(row, specimen, LabCodes.TestCodeOf(codes));
        SetTimes(row, specimen);
        ReportRules.SetResult(row, Value(value, absent), ValuePlace(place, value), FhirValues.Codes(interpretation), $"{place}.interpretation");
        if (FhirValues.Flag(FhirValues.Read(() => observation.Extension), FormatUris.Pooled)
            || FhirValues.Flag(FhirValues.Read(() => (specimen?.Resource as Specimen)?.Extension), FormatUris.Pooled))
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

    private void SetAccession(MappedRow row, FhirPart? specimen, string? code)
    {
        var (sample, from) = new[]
        {
            (FhirPeople.ValueOf(FhirValues.Read(() => (specimen?.Resource as Specimen)?.AccessionIdentifier)), $"{specimen?.Path}.accessionIdentifier"),
            (FhirPeople.ValueOf(listing is null ? null : FhirValues.Items(() => listing.Identifier).Select(each => each.Item).FirstOrDefault()), $"{report?.Path}.identifier"),
            (FhirPeople.ValueOf(FhirValues.Items(() => observation.Identifier).Select(each => each.Item).FirstOrDefault()), $"{part.Path}.identifier"),
            (FhirPeople.ValueOf(FhirValues.Items(() => (specimen?.Resource as Specimen)?.Identifier).Select(each => each.Item).FirstOrDefault()), $"{specimen?.Path}.identifier"),
        }.FirstOrDefault(candidate => candidate.Item1 is not null, (null, ""));
        row.Sample = sample;
        row.Set("accession", ReportRules.AccessionOf(sample, code), from);
    }

    private void SetTimes(MappedRow row, FhirPart? specimen)
    {
        var collected = FhirValues.Time(FhirValues.Read(() => (specimen?.Resource as Specimen)?.Collection?.Collected));
        var own = FhirValues.Time(FhirValues.Read(() => observation.Effective));
        var whole = listing is null ? default : FhirValues.Time(FhirValues.Read(() => listing.Effective));
        var effective = own.Time is null && whole.Time is not null
            ? (whole.Time, $"{report!.Path}.effective{whole.Suffix}")
            : (own.Time, $"{part.Path}.effective{own.Suffix}");
        var issued = FhirValues.Text(() => listing?.IssuedElement);
        ReportRules.SetTimes(
            row,
            collected.Time is not null ? (collected.Time, $"{specimen!.Path}.collection.collected{collected.Suffix}") : effective,
            issued is not null ? (issued, $"{report!.Path}.issued") : (FhirValues.Text(() => observation.IssuedElement), $"{part.Path}.issued"));
    }

    private static IReadOnlyList<GivenCode> Value(Func<DataType?> value, Func<CodeableConcept?> absent) => FhirValues.Read(value) switch
    {
        CodeableConcept concept => FhirValues.Codes(concept),
        PrimitiveType primitive => [new GivenCode(null, null, FhirValues.Text(primitive) ?? primitive.JsonValue?.ToString())],
        { } other => [new GivenCode(null, null, other.TypeName)],
        null => FhirStatuses.OfAbsent(FhirValues.Codes(FhirValues.Read(absent))),
    };

    private static string ValuePlace(string place, Func<DataType?> value) => FhirValues.Read(value) switch
    {
        { } given => $"{place}.value{char.ToUpperInvariant(given.TypeName[0])}{given.TypeName[1..]}",
        null => $"{place}.value[x]",
    };
}
