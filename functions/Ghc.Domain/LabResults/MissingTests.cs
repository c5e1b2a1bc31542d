using Ghc.Domain.Documents;
using Ghc.Domain.Facts;

namespace Ghc.Domain.LabResults;

/// <summary>
/// The facts of another document with the same number, or with one that is easily written for it (<see cref="NearNumbers"/>).
/// </summary>
public sealed record Namesake(Document Document, IReadOnlyList<Fact> Facts);

/// <summary>
/// Why a test does not show (question 4 of the guide). A result under another document is hinted at only if it names the same person, and
/// nothing of it is told but where it is.
/// </summary>
public static class MissingTests
{
    public const string OtherIdType = "other-id-type";
    public const string OtherIssuance = "other-issuance";
    public const string NearNumber = "near-number";
    public const string Cancelled = "result-cancelled";
    public const string AccessionConflict = "accession-conflict";
    public const string NameMismatch = "name-mismatch";
    public const string Invalid = "test-invalid";
    public const string ReportUnreadable = "report-unreadable";
    public const string NotReportedYet = "not-reported-yet";

    /// <param name="since">Older tests are no longer asked for.</param>
    /// <returns>At least one code, in the order in which they should be read.</returns>
    public static IReadOnlyList<string> Find(
        Document document,
        PersonName name,
        IReadOnlyList<Fact> facts,
        IEnumerable<Namesake> namesakes,
        DateTimeOffset since
    )
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(namesakes);
        var findings = Elsewhere(document, name, facts, namesakes, since).Concat(Here(name, facts, since)).Distinct().ToList();
        return findings.Count > 0 ? findings : [NotReportedYet];
    }

    private static IEnumerable<string> Elsewhere(
        Document document,
        PersonName name,
        IReadOnlyList<Fact> facts,
        IEnumerable<Namesake> namesakes,
        DateTimeOffset since
    )
    {
        var here = facts.OfType<LabResult>().Select(Identity).ToHashSet();
        return from other in namesakes
            where other.Document != document
            where
                EffectiveResults
                    .Of(other.Facts)
                    .Any(r => r.SampledAt >= since && !here.Contains(Identity(r)) && r.Name?.Matches(name) == true)
            orderby other.Document.LifetimeNumber != document.LifetimeNumber, other.Document.Type == document.Type
            select other.Document.LifetimeNumber != document.LifetimeNumber ? NearNumber
            : other.Document.Type == document.Type ? OtherIssuance
            : OtherIdType;
    }

    private static IEnumerable<string> Here(PersonName name, IReadOnlyList<Fact> facts, DateTimeOffset since)
    {
        var effective = EffectiveResults.Of(facts);
        var standing = effective.Select(Identity).ToHashSet();
        var gone = facts
            .OfType<LabResult>()
            .Where(r => r.SampledAt >= since && !standing.Contains(Identity(r)) && r.CanBeOf(name))
            .ToList();
        if (gone.Any(r => IsInConflict(r, facts)))
        {
            yield return AccessionConflict;
        }

        if (gone.Any(r => !IsInConflict(r, facts)))
        {
            yield return Cancelled;
        }

        if (effective.Any(r => r.SampledAt >= since && !r.CanBeOf(name)))
        {
            yield return NameMismatch;
        }

        if (facts.OfType<UnreadableReport>().Any(report => report.ReceivedAt >= since && !IsMended(report, facts)))
        {
            yield return ReportUnreadable;
        }

        if (effective.LastOrDefault(r => r.CanBeOf(name)) is { Result: TestResult.Invalid } latest && latest.SampledAt >= since)
        {
            yield return Invalid;
        }
    }

    /// <summary>The laboratory sent the result again, or an operator mended the message.</summary>
    private static bool IsMended(UnreadableReport report, IReadOnlyList<Fact> facts) =>
        report.Accession is { } accession && facts.OfType<LabResult>().Any(result => Identity(result) == (report.Laboratory, accession));

    /// <summary>The laboratory reported another person under the same accession and revision.</summary>
    private static bool IsInConflict(LabResult result, IReadOnlyList<Fact> facts) =>
        facts
            .OfType<ResultMoved>()
            .Any(moved => (moved.Laboratory, moved.Accession, moved.Revision) == (result.Laboratory, result.Accession, result.Revision));

    private static (string Laboratory, string Accession) Identity(LabResult result) => (result.Laboratory, result.Accession);
}
