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
    public IEnumerable<Span> Spans(IReadOnlyList<Fact> facts)
    {
        var results = EffectiveResults.Of(facts);
        var negatives = new Negatives(results, ReleasingAssays);
        return (Inbound?.Spans(facts.OfType<Crossing>(), negatives) ?? [])
            .Concat(results.SelectMany(r => SpansOf(r, negatives)))
            .Concat(facts.OfType<Measure>().SelectMany(m => SpansOf(m, negatives)));
    }

    private IEnumerable<Span> SpansOf(LabResult result, Negatives negatives) => result switch
    {
        { Result: TestResult.Positive, Pooled: false } => SpansOf(ReasonCodes.Positive, Color.Red, Positive, result, negatives),
        { Result: TestResult.Positive } => SpansOf(ReasonCodes.PooledPositive, Color.Yellow, PooledPositive, result, negatives),
        { Result: TestResult.Inconclusive } => SpansOf(ReasonCodes.Inconclusive, Color.Yellow, Inconclusive, result, negatives),
        _ => [],
    };

    private static IEnumerable<Span> SpansOf(string code, Color color, Release? release, LabResult result, Negatives negatives) =>
        release?.ColoredFrom(result.SampledAt, negatives).Select(t => new Span(code, color, t.From, t.End, null)) ?? [];

    private IEnumerable<Span> SpansOf(Measure measure, Negatives negatives) =>
        Measures.TryGetValue(measure.Kind, out var rule) ? rule.Spans(measure, negatives) : [];
}

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
        var until = measure.Until ?? (DefaultDays is { } days ? ChinaTime.StartOfDay(measure.From, days + 1) : null);
        var colored = Release?.ColoredFrom(measure.From, negatives) ?? [(measure.From, null)];
        return colored.Select(t => new Span(ReasonCodes.Of(measure.Kind), Color, t.From, t.End, until).EndingBy(until));
    }
}

/// <summary>
/// Inbound travelers, counted in days from the last entry (R9, R10, R12): red through <paramref name="RedThroughDay"/>, then yellow until a
/// negative sampled on <paramref name="ReleaseFromDay"/> or later, at the latest until <paramref name="GreenOnDay"/> starts.
/// </summary>
internal sealed record InboundRule(int RedThroughDay, int ReleaseFromDay, int GreenOnDay)
{
    public IEnumerable<Span> Spans(IEnumerable<Crossing> crossings, Negatives negatives)
    {
        // An exit changes nothing: leaving does not shorten what the last entry began.
        var entries = crossings.Where(c => c.Direction == Direction.Entry).Select(c => c.CrossedAt).Order().ToArray();
        return entries.SelectMany((entry, i) => Spans(entry, negatives.All)
            .Select(s => s.EndingBy(i + 1 < entries.Length ? entries[i + 1] : null)));
    }

    private IEnumerable<Span> Spans(DateTimeOffset entry, SampleTimes negatives)
    {
        var yellow = ChinaTime.StartOfDay(entry, RedThroughDay + 1);
        var green = ChinaTime.StartOfDay(entry, GreenOnDay);
        var release = negatives.FirstFrom(ChinaTime.StartOfDay(entry, ReleaseFromDay));
        return
        [
            new(ReasonCodes.InboundRed, Color.Red, entry, yellow, yellow),
            new Span(ReasonCodes.InboundYellow, Color.Yellow, yellow, green, green)
                .EndingBy(release < negatives.Count ? negatives[release] : null),
        ];
    }
}
