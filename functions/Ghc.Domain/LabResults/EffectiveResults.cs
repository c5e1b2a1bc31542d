using Ghc.Domain.Facts;

namespace Ghc.Domain.LabResults;

/// <summary>
/// The results that count: the highest revision of each accession, unless that revision cancels it or names another document.
/// </summary>
public static class EffectiveResults
{
    /// <summary>Sorted by sampling time, then identity, so that the order in which messages arrived is forgotten.</summary>
    public static IReadOnlyList<LabResult> Of(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var isMoved = MovedFrom(facts);
        return
        [
            .. Highest(facts)
                .Values.Where(r => !isMoved(r))
                .Where(r => r.Status != ResultStatus.Cancelled)
                .OrderBy(r => r.SampledAt)
                .ThenBy(r => r.Laboratory, StringComparer.Ordinal)
                .ThenBy(r => r.Accession, StringComparer.Ordinal),
        ];
    }

    /// <summary>Why each result that does not count does not, so that nobody has to guess.</summary>
    public static IReadOnlyDictionary<LabResult, NotCounted> WhyNot(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        var (isMoved, highest) = (MovedFrom(facts), Highest(facts));
        var reasons = new Dictionary<LabResult, NotCounted>();
        foreach (var result in facts.OfType<LabResult>())
        {
            NotCounted? reason =
                isMoved(result) ? NotCounted.Moved
                : !ReferenceEquals(highest[(result.Laboratory, result.Accession)], result) ? NotCounted.Superseded
                : result.Status == ResultStatus.Cancelled ? NotCounted.Cancelled
                : null;
            if (reason is { } why)
            {
                reasons[result] = why;
            }
        }

        return reasons;
    }

    /// <summary>Whichever revision of an accession comes before all others.</summary>
    private static Dictionary<(string Laboratory, string Accession), LabResult> Highest(IEnumerable<Fact> facts)
    {
        var highest = new Dictionary<(string Laboratory, string Accession), LabResult>();
        foreach (var result in facts.OfType<LabResult>())
        {
            var identity = (result.Laboratory, result.Accession);
            if (!highest.TryGetValue(identity, out var known) || Precedence(result, known) > 0)
            {
                highest[identity] = result;
            }
        }

        return highest;
    }

    private static Func<LabResult, bool> MovedFrom(IEnumerable<Fact> facts)
    {
        var crossings = facts.OfType<Crossing>().ToList();
        var moved = facts.OfType<ResultMoved>().ToLookup(m => (m.Laboratory, m.Accession), m => m.Revision);
        return r => moved[(r.Laboratory, r.Accession)].Any(revision => IsMoved(r, revision, crossings));
    }

    /// <summary>
    /// If two messages have the same revision and different documents, the one that makes the color worse counts for both. Another one
    /// holds where its name is that of a crossing on the document: then number and name agree, and the laboratory used the accession for
    /// two samples rather than the number of another person.
    /// </summary>
    private static bool IsMoved(LabResult result, int revision, IReadOnlyList<Crossing> crossings) =>
        result.Revision < revision || (result.Revision == revision && Severity(result) <= Harmless && !IsNamedAtABorder(result, crossings));

    private static bool IsNamedAtABorder(LabResult result, IReadOnlyList<Crossing> crossings) =>
        result.Name is { } name && crossings.Any(crossing => crossing.IsOf(name));

    /// <summary>
    /// Positive if <paramref name="a"/> counts and <paramref name="b"/> does not. Two messages with the same revision are a laboratory's
    /// mistake; no arrival order may decide between them, so the one that keeps the color worse wins. The rest only makes the order total.
    /// </summary>
    private static int Precedence(LabResult a, LabResult b)
    {
        var severity = Severity(a);
        return FirstDifference(
            a.Revision.CompareTo(b.Revision),
            severity.CompareTo(Severity(b)),
            // A later positive needs later negatives; an earlier negative ends less.
            severity > Harmless
                ? a.SampledAt.CompareTo(b.SampledAt)
                : b.SampledAt.CompareTo(a.SampledAt),
            a.Assay.CompareTo(b.Assay),
            b.Pooled.CompareTo(a.Pooled),
            a.Status.CompareTo(b.Status),
            a.Result.CompareTo(b.Result),
            a.ReportedAt.CompareTo(b.ReportedAt),
            string.CompareOrdinal(a.Name?.Text, b.Name?.Text),
            a.Remarks.CompareTo(b.Remarks)
        );
    }

    private const int Harmless = 2;

    private static int Severity(LabResult result) =>
        result switch
        {
            // Nothing is known: that neither reddens nor releases, so it lies between an inconclusive result and a negative one.
            { Status: ResultStatus.Cancelled } or { Result: TestResult.Invalid } => Harmless,
            { Result: TestResult.Positive, Pooled: false } => 5,
            { Result: TestResult.Positive } => 4,
            { Result: TestResult.Inconclusive } => 3,
            // A pooled or antigen negative releases from less than a single nucleic-acid one.
            { Assay: Assay.Antigen } or { Pooled: true } => 1,
            _ => 0,
        };

    private static int FirstDifference(params ReadOnlySpan<int> comparisons)
    {
        foreach (var comparison in comparisons)
        {
            if (comparison != 0)
            {
                return comparison;
            }
        }

        return 0;
    }
}
