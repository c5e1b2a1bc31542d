using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Holders;

/// <summary>
/// Which facts may go. A color may change for no reason but epidemic control (State Council, 2022-06-24), so a fact that still decides one
/// stays, however old; and the latest crossing stays longer than others, because it proves who somebody is.
/// </summary>
public sealed record FactRetention(TimeSpan Facts, TimeSpan LatestCrossing)
{
    /// <param name="facts">All facts of one document.</param>
    /// <param name="schedule">The policy in force.</param>
    /// <param name="most">How many may go at once, the oldest first.</param>
    public IReadOnlySet<Fact> Disposable(
        IReadOnlyList<Fact> facts,
        Func<IReadOnlyList<Fact>, Schedule> schedule,
        DateTimeOffset now,
        int most
    )
    {
        ArgumentNullException.ThrowIfNull(facts);
        ArgumentNullException.ThrowIfNull(schedule);
        var old = Old(facts, now).OrderBy(When).Take(most).ToList();
        if (old.Count == 0)
        {
            return Set(WithoutResults(facts, []).Take(most));
        }

        // If results or measures still decide a color, they all stay: of a positive and its negatives none may go alone.
        var future = schedule(facts);
        var choices = new[] { old, old.Where(fact => fact is Crossing).ToList() };
        var chosen =
            choices.Select(Set).FirstOrDefault(choice => schedule([.. facts.Where(fact => !choice.Contains(fact))]).SameFrom(now, future))
            ?? Set([]);
        return Set([.. chosen, .. WithoutResults(facts, chosen).Take(most - chosen.Count)]);
    }

    /// <summary>
    /// What says that a result moved goes with the last result that it speaks of; it outlives that rather than the other way around.
    /// </summary>
    private static IEnumerable<Fact> WithoutResults(IReadOnlyList<Fact> facts, HashSet<Fact> chosen)
    {
        var left = facts
            .Where(fact => !chosen.Contains(fact))
            .OfType<LabResult>()
            .Select(result => (result.Laboratory, result.Accession))
            .ToHashSet();
        return facts.OfType<ResultMoved>().Where(moved => !left.Contains((moved.Laboratory, moved.Accession)));
    }

    private IEnumerable<Fact> Old(IReadOnlyList<Fact> facts, DateTimeOffset now)
    {
        var latest = facts.OfType<Crossing>().Select(crossing => crossing.CrossedAt).DefaultIfEmpty().Max();
        return facts.Where(fact => When(fact) < now - (fact is Crossing crossing && crossing.CrossedAt == latest ? LatestCrossing : Facts));
    }

    private static DateTimeOffset When(Fact fact) =>
        fact switch
        {
            Crossing crossing => crossing.CrossedAt,
            LabResult result => result.ReportedAt > result.SampledAt ? result.ReportedAt : result.SampledAt,
            UnreadableReport report => report.ReceivedAt,
            Measure measure => measure.Until ?? measure.From,
            _ => DateTimeOffset.MaxValue,
        };

    /// <summary>By identity: two rows may hold equal facts.</summary>
    private static HashSet<Fact> Set(IEnumerable<Fact> facts) => new(facts, ReferenceEqualityComparer.Instance);
}
