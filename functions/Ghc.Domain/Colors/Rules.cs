using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>The parameters of a pack. A rule that is null makes no color.</summary>
internal sealed record Rules(
    IReadOnlySet<Assay> ReleasingAssays,
    InboundRule? Inbound,
    Release? Positive,
    Release? PooledPositive,
    Release? Inconclusive,
    IReadOnlyDictionary<MeasureKind, MeasureRule> Measures)
{
    public IEnumerable<Cause> Causes(IReadOnlyList<Fact> facts)
    {
        var results = EffectiveResults.Of(facts);
        var negatives = NegativesOf(results);
        return (Inbound?.Causes(facts.OfType<Crossing>(), negatives) ?? [])
            .Concat(results.SelectMany(r => CausesOf(r, negatives)))
            .Concat(EffectiveMeasures.Of(facts).SelectMany(m => CausesOf(m, negatives)));
    }

    public Negatives NegativesOf(IReadOnlyList<LabResult> effective) => new(effective, ReleasingAssays);

    private IEnumerable<Cause> CausesOf(LabResult result, Negatives negatives) => result switch
    {
        { Result: TestResult.Positive, Pooled: false } => CausesOf(ReasonCodes.Positive, Color.Red, Positive, result, negatives),
        { Result: TestResult.Positive } => CausesOf(ReasonCodes.PooledPositive, Color.Yellow, PooledPositive, result, negatives),
        { Result: TestResult.Inconclusive } => CausesOf(ReasonCodes.Inconclusive, Color.Yellow, Inconclusive, result, negatives),
        _ => [],
    };

    private static IEnumerable<Cause> CausesOf(string code, Color color, Release? release, LabResult result, Negatives negatives) =>
        release?.ColoredFrom(result.SampledAt, negatives)
            .Select(t => new Span(code, color, t.From, t.End, null) { Tests = release.Asked(result.SampledAt) })
            .Select(span => new Cause(result, span, release, result.SampledAt)) ?? [];

    private IEnumerable<Cause> CausesOf(Measure measure, Negatives negatives) => Measures.TryGetValue(measure.Kind, out var rule)
        ? rule.Spans(measure, negatives).Select(span => new Cause(measure, span, rule.Release, measure.From))
        : [];
}

/// <summary>A span, the fact that makes it, and the tests that would end it: <paramref name="Release"/> counted from <paramref name="Start"/>.</summary>
internal readonly record struct Cause(Fact Fact, Span Span, Release? Release, DateTimeOffset Start);

/// <summary>The color of one kind of measure. It ends at the officer's end, else after <paramref name="DefaultDays"/>, or by tests: whichever is first.</summary>
/// <param name="Color">Red or yellow.</param>
/// <param name="Release">The tests that end it; null if only time does.</param>
/// <param name="DefaultDays">
/// How many days, in China and with the day it starts as day 1, it lasts if the officer gave no end. An end that two officers signed is theirs,
/// so it is not shortened.
/// </param>
internal sealed record MeasureRule(Color Color, Release? Release, int? DefaultDays)
{
    public IEnumerable<Span> Spans(Measure measure, Negatives negatives)
    {
        var until = measure.Until ?? EndOf(measure.From);
        var colored = Release?.ColoredFrom(measure.From, negatives) ?? [(measure.From, null)];
        return colored.Select(t => new Span(ReasonCodes.Of(measure.Kind), Color, t.From, t.End, until) { Tests = Release?.Asked(measure.From) }.EndingBy(until).EndingBy(measure.LiftedAt));
    }

    public DateTimeOffset? EndOf(DateTimeOffset from) => DefaultDays is { } days ? ChinaTime.StartOfDay(from, days + 1) : null;
}

/// <summary>
/// Inbound travelers, counted in days from the last entry (R9, R10, R12): red through <paramref name="RedThroughDay"/>, then yellow until a
/// negative sampled on <paramref name="ReleaseFromDay"/> or later, at the latest until <paramref name="GreenOnDay"/> starts.
/// </summary>
internal sealed record InboundRule(int RedThroughDay, int ReleaseFromDay, int GreenOnDay)
{
    /// <summary>One negative ends the yellow days, whenever it was sampled from <see cref="ReleaseFromDay"/> on.</summary>
    private Release Release => new(1, TimeSpan.Zero, SingleOnly: false, ReleaseFromDay, Provisional: null);

    public IEnumerable<Cause> Causes(IEnumerable<Crossing> crossings, Negatives negatives)
    {
        // An exit changes nothing: leaving does not shorten what the last entry began.
        var entries = crossings.Where(c => c.Direction == Direction.Entry).OrderBy(c => c.CrossedAt).ToArray();
        return entries.SelectMany((entry, i) => Spans(entry.CrossedAt, negatives.All)
            .Select(s => s.EndingBy(i + 1 < entries.Length ? entries[i + 1].CrossedAt : null))
            .Select(s => new Cause(entry, s, s.Color == Color.Yellow ? Release : null, entry.CrossedAt)));
    }

    private IEnumerable<Span> Spans(DateTimeOffset entry, SampleTimes negatives)
    {
        var yellow = ChinaTime.StartOfDay(entry, RedThroughDay + 1);
        var green = ChinaTime.StartOfDay(entry, GreenOnDay);
        var release = negatives.FirstFrom(ChinaTime.StartOfDay(entry, ReleaseFromDay));
        return
        [
            new(ReasonCodes.InboundRed, Color.Red, entry, yellow, yellow),
            new Span(ReasonCodes.InboundYellow, Color.Yellow, yellow, green, green) { Tests = Release.Asked(entry) }
                .EndingBy(release < negatives.Count ? negatives[release] : null),
        ];
    }
}
