using Hl7.Fhir.Model;

namespace Ghc.Functions.LabResults.Formats;

/// <summary>Maps what names the sample of an observation, and its times.</summary>
internal sealed class FhirSample(FhirPart part, FhirPart? report, FhirPart? specimen)
{
    private readonly Observation observation = (Observation)part.Resource;
    private readonly DiagnosticReport? listing = report?.Resource as DiagnosticReport;
    private readonly Specimen? taken = specimen?.Resource as Specimen;

    public void SetAccession(MappedRow row, string? code)
    {
        var (sample, from) = new[]
        {
            (FhirPeople.ValueOf(FhirValues.Read(() => taken?.AccessionIdentifier)), $"{specimen?.Path}.accessionIdentifier"),
            (First(() => listing?.Identifier), $"{report?.Path}.identifier"),
            (First(() => observation.Identifier), $"{part.Path}.identifier"),
            (First(() => taken?.Identifier), $"{specimen?.Path}.identifier"),
        }.FirstOrDefault(candidate => candidate.Item1 is not null, (null, ""));
        row.Sample = sample;
        row.Set("accession", ReportRules.AccessionOf(sample, code), from);
    }

    public void SetTimes(MappedRow row)
    {
        var collected = FhirValues.Time(FhirValues.Read(() => taken?.Collection?.Collected));
        var own = FhirValues.Time(FhirValues.Read(() => observation.Effective));
        var whole = listing is null ? default : FhirValues.Time(FhirValues.Read(() => listing.Effective));
        var effective =
            own.Time is null && whole.Time is not null
                ? (whole.Time, $"{report!.Path}.effective{whole.Suffix}")
                : (own.Time, $"{part.Path}.effective{own.Suffix}");
        ReportRules.SetTimes(
            row,
            collected.Time is not null ? (collected.Time, $"{specimen!.Path}.collection.collected{collected.Suffix}") : effective,
            Issued()
        );
    }

    /// <summary>A report without a time of its own is as old as its bundle.</summary>
    private (string? Time, string From) Issued() =>
        FhirValues.Text(() => listing?.IssuedElement) is { } whole ? (whole, $"{report!.Path}.issued")
        : FhirValues.Text(() => observation.IssuedElement) is { } own ? (own, $"{part.Path}.issued")
        : part.Bundle is { } bundle ? (bundle.Timestamp, $"{bundle.Path}.timestamp")
        : (null, "");

    private static string? First(Func<List<Identifier>?> identifiers) =>
        FhirPeople.ValueOf(FhirValues.Items(identifiers).Select(each => each.Item).FirstOrDefault());
}
