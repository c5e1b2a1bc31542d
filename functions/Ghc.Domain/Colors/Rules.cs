using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;

namespace Ghc.Domain.Colors;

/// <summary>The parameters of a pack. A rule that is null makes no color.</summary>
internal sealed record Rules(
    IReadOnlySet<Assay> ReleasingAssays,
    InboundRule? Inbound,
    ResultRule? Positive,
    ResultRule? PooledPositive,
    ResultRule? Inconclusive,
    IReadOnlyDictionary<MeasureKind, MeasureRule> Measures
)
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

    private IEnumerable<Cause> CausesOf(LabResult result, Negatives negatives) =>
        result switch
        {
            { Result: TestResult.Positive, Pooled: false } => Positive?.Causes(ReasonCodes.Positive, result, negatives) ?? [],
            { Result: TestResult.Positive } => PooledPositive?.Causes(ReasonCodes.PooledPositive, result, negatives) ?? [],
            { Result: TestResult.Inconclusive } => Inconclusive?.Causes(ReasonCodes.Inconclusive, result, negatives) ?? [],
            _ => [],
        };

    private IEnumerable<Cause> CausesOf(Measure measure, Negatives negatives) =>
        Measures.TryGetValue(measure.Kind, out var rule)
            ? rule.Spans(measure, negatives).Select(span => new Cause(measure, span, rule.Release, measure.From))
            : [];
}

/// <summary>
/// A span, the fact that makes it, and the tests that would end it: <paramref name="Release"/> counted from <paramref name="Start"/>.
/// </summary>
internal readonly record struct Cause(Fact Fact, Span Span, Release? Release, DateTimeOffset Start);

/// <summary>The color that a result gives until the tests of <paramref name="Release"/>.</summary>
/// <param name="Color">Red or yellow.</param>
internal sealed record ResultRule(Color Color, Release Release)
{
    public IEnumerable<Cause> Causes(string code, LabResult result, Negatives negatives) =>
        Spans
            .Of(Release, code, Color, result.SampledAt, until: null, negatives)
            .Select(span => new Cause(result, span, Release, result.SampledAt));
}

/// <summary>
/// The color of one kind of measure. It ends at the officer's end, else after <paramref name="DefaultDays"/>, or by tests: whichever is
/// first.
/// </summary>
/// <param name="Color">Red or yellow.</param>
/// <param name="Release">The tests that end it; null if only time does.</param>
/// <param name="DefaultDays">
/// How many days, in China and with the day it starts as day 1, it lasts if the officer gave no end. An end that two officers signed is
/// theirs, so it is not shortened.
/// </param>
internal sealed record MeasureRule(Color Color, Release? Release, int? DefaultDays)
{
    public IEnumerable<Span> Spans(Measure measure, Negatives negatives)
    {
        var until = measure.Until ?? EndOf(measure.From);
        var code = ReasonCodes.Of(measure.Kind);
        var spans = Release is null
            ? [new Span(code, Color, measure.From, null, until)]
            : Colors.Spans.Of(Release, code, Color, measure.From, until, negatives);
        var end = Span.Earlier(until, measure.LiftedAt);
        // What ends before its green does is not suspended: it never comes back.
        return spans.Where(span => span.Color != Color.Green || end is null || span.End < end).Select(span => span.EndingBy(end));
    }

    public DateTimeOffset? EndOf(DateTimeOffset from) => DefaultDays is { } days ? ChinaTime.StartOfDay(from, days + 1) : null;
}

/// <summary>
/// Inbound travelers, counted in days from the last entry (R9, R10, R12): red through <paramref name="RedThroughDay"/>, then yellow until a
/// negative sampled on <paramref name="ReleaseFromDay"/> or later, at the latest until <paramref name="GreenOnDay"/> starts.
/// </summary>
/// <param name="TestDays">The days on which a test is asked for. They change no color; a later negative makes up for those that were
/// missed.</param>
internal sealed record InboundRule(int RedThroughDay, int ReleaseFromDay, int GreenOnDay, IReadOnlyList<int> TestDays)
{
    /// <summary>One negative ends the yellow days, whenever it was sampled from <see cref="ReleaseFromDay"/> on.</summary>
    private Release Release => new(1, TimeSpan.Zero, SingleOnly: false, [ReleaseFromDay], Provisional: null);

    public IEnumerable<Cause> Causes(IEnumerable<Crossing> crossings, Negatives negatives)
    {
        // An exit changes nothing: leaving does not shorten what the last entry began.
        var entries = crossings.Where(c => c.Direction == Direction.Entry).OrderBy(c => c.CrossedAt).ToArray();
        return entries.SelectMany(
            (entry, i) =>
                Spans(entry.CrossedAt, negatives)
                    .Select(s => s.EndingBy(i + 1 < entries.Length ? entries[i + 1].CrossedAt : null))
                    .Select(s => new Cause(entry, s, s.Color == Color.Yellow ? Release : null, entry.CrossedAt))
        );
    }

    private IEnumerable<Span> Spans(DateTimeOffset entry, Negatives negatives)
    {
        var yellow = ChinaTime.StartOfDay(entry, RedThroughDay + 1);
        var green = ChinaTime.StartOfDay(entry, GreenOnDay);
        var release = negatives.All.FirstFrom(ChinaTime.StartOfDay(entry, ReleaseFromDay));
        var isReleased = release < negatives.All.Count;
        var due = DueTests.Of(
            TestDays.Where(day => negatives.All.FirstFrom(ChinaTime.StartOfDay(entry, day)) == negatives.All.Count),
            entry
        );
        return
        [
            new Span(ReasonCodes.InboundRed, Color.Red, entry, yellow, yellow) { Due = due },
            new Span(ReasonCodes.InboundYellow, Color.Yellow, yellow, green, green)
            {
                Tests = isReleased ? null : Release.Missing(entry, negatives, DateTimeOffset.MaxValue),
                Due = due,
            }.EndingBy(isReleased ? negatives.All[release] : null),
        ];
    }
}
