namespace Ghc.Domain.Colors;

/// <summary>
/// The way back to green by tests: so many negatives, each sampled after the fact (R5) and at least <paramref name="Apart"/> after the one
/// that counted before (R7).
/// </summary>
/// <param name="Count">How many negatives it takes.</param>
/// <param name="Apart">The shortest gap between two that count.</param>
/// <param name="SingleOnly">Whether pooled negatives are left out, as for the retest after a positive pool (R13).</param>
/// <param name="Days">
/// In China and with the day of the fact as day 1: the first negative counts if it was sampled on the first of these days or later, the
/// second on the second or later, and so on (R8). A test that was missed can so be made up for on any later day. Negatives beyond the list
/// may be sampled on any day.
/// </param>
/// <param name="Provisional">
/// How long each negative before the last keeps the color green for now (R6). It is never shorter than <paramref name="Apart"/>: a color
/// that comes back before the next test may be taken would ask for the impossible.
/// </param>
internal sealed record Release(int Count, TimeSpan Apart, bool SingleOnly, IReadOnlyList<int> Days, TimeSpan? Provisional)
{
    /// <summary>
    /// Whether people are asked for a test on each of <see cref="Days"/>; a single first day only says from when on tests count.
    /// </summary>
    public bool AsksForDays { get; init; }

    /// <summary>
    /// What the fact does, one phase after another: colored, or green for now. Every negative brings its provisional green, not only the
    /// one that counts, so that one test more never makes a color worse. Phases may be empty.
    /// </summary>
    public IEnumerable<Phase> Phases(DateTimeOffset start, Negatives negatives)
    {
        var times = TimesOf(negatives);
        var from = start;
        var index = NextCounted(start, counted: 0, last: start, times);
        for (var counted = 1; index < times.Count && counted < Count; counted++)
        {
            var next = NextCounted(start, counted, times[index], times);
            while (Provisional is { } green && index < next)
            {
                var sampled = times[index];
                var until = GreenUntil(ref index, next, green, times);
                yield return new(from, sampled, IsGreen: false);
                yield return new(sampled, index < times.Count && times[index] < until ? times[index] : until, IsGreen: true);
                from = until;
            }

            index = next;
        }

        yield return new(from, index < times.Count ? times[index] : null, IsGreen: false);
    }

    /// <summary>
    /// How many negatives are still missing at <paramref name="now"/>, and after which time the next one must be sampled.
    /// </summary>
    public TestsNeeded Missing(DateTimeOffset start, Negatives negatives, DateTimeOffset now)
    {
        var (counted, last) = CountedAt(start, negatives, now);
        var after = counted == 0 ? start : Later(last, Apart);
        after = DayOf(counted) is { } day && ChinaTime.StartOfDay(start, day) is var first && first > after ? first : after;
        return new(Count - counted, after.ToUniversalTime(), (int)Apart.TotalHours, SingleOnly);
    }

    /// <summary>The days of the tests that are still missing; null if the rule names no days.</summary>
    public DueTests? Due(DateTimeOffset start, Negatives negatives) =>
        AsksForDays ? DueTests.Of(Days.Skip(CountedAt(start, negatives, DateTimeOffset.MaxValue).Count), start) : null;

    private (int Count, DateTimeOffset Last) CountedAt(DateTimeOffset start, Negatives negatives, DateTimeOffset now)
    {
        var times = TimesOf(negatives);
        var (counted, last) = (0, start);
        for (var index = NextCounted(start, 0, start, times); counted < Count && index < times.Count && times[index] <= now; )
        {
            (counted, last) = (counted + 1, times[index]);
            index = NextCounted(start, counted, last, times);
        }

        return (counted, last);
    }

    private SampleTimes TimesOf(Negatives negatives) => SingleOnly ? negatives.Single : negatives.All;

    /// <summary>
    /// The negative that counts after <paramref name="counted"/> others, of which the last was sampled at <paramref name="last"/>.
    /// </summary>
    private int NextCounted(DateTimeOffset start, int counted, DateTimeOffset last, SampleTimes times)
    {
        var index = counted == 0 ? times.FirstAfter(start) : times.FirstApart(last, Apart);
        return DayOf(counted) is { } day ? Math.Max(index, times.FirstFrom(ChinaTime.StartOfDay(start, day))) : index;
    }

    private int? DayOf(int counted) => counted < Days.Count ? Days[counted] : null;

    /// <summary>Negatives whose greens join bring one green; leaves <paramref name="index"/> at the first that does not join.</summary>
    private static DateTimeOffset GreenUntil(ref int index, int next, TimeSpan green, SampleTimes times)
    {
        while (true)
        {
            var until = Later(times[index], green);
            var last = Math.Min(times.FirstAfter(until), next) - 1;
            if (last <= index)
            {
                index++;
                return until;
            }

            index = last;
        }
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) =>
        DateTimeOffset.MaxValue - time < by ? DateTimeOffset.MaxValue : time + by;
}

/// <summary>A part of the time since a fact; <paramref name="End"/> is null until a test that has not been taken yet.</summary>
internal readonly record struct Phase(DateTimeOffset From, DateTimeOffset? End, bool IsGreen);
