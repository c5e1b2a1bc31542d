namespace Ghc.Domain.Colors;

/// <summary>
/// The way back to green by tests: so many negatives, each sampled after the fact (R5) and at least <paramref name="Apart"/> after the one that
/// counted before (R7).
/// </summary>
/// <param name="Count">How many negatives it takes.</param>
/// <param name="Apart">The shortest gap between two that count.</param>
/// <param name="SingleOnly">Whether pooled negatives are left out, as for the retest after a positive pool (R13).</param>
/// <param name="FromDay">The first day, in China and with the day of the fact as day 1, whose samples count.</param>
/// <param name="Provisional">
/// How long each negative before the last keeps the color green for now (R6). It is never shorter than <paramref name="Apart"/>: a color that
/// comes back before the next test may be taken would ask for the impossible.
/// </param>
internal sealed record Release(int Count, TimeSpan Apart, bool SingleOnly, int? FromDay, TimeSpan? Provisional)
{
    /// <summary>
    /// The times that stay colored. Every negative brings its provisional green, not only the one that counts, so that one test more never makes
    /// a color worse; as those in between lie within <see cref="Apart"/> of one that counts, their greens join and only the last one's end shows.
    /// </summary>
    public IEnumerable<(DateTimeOffset From, DateTimeOffset? End)> ColoredFrom(DateTimeOffset start, Negatives negatives)
    {
        var times = SingleOnly ? negatives.Single : negatives.All;
        var from = start;
        var index = FirstCounted(start, times);
        for (var counted = 1; index < times.Count; counted++)
        {
            var negative = times[index];
            if (counted == Count)
            {
                yield return (from, negative);
                yield break;
            }

            index = times.FirstApart(negative, Apart);
            if (Provisional is { } green)
            {
                yield return (from, negative);
                from = Later(times[index - 1], green);
            }
        }

        yield return (from, null);
    }

    /// <summary>All that it takes, of which some may have been taken.</summary>
    public TestsNeeded Asked(DateTimeOffset start) => new(Count, OpenAfter(start).ToUniversalTime(), (int)Apart.TotalHours, SingleOnly);

    /// <summary>How many negatives are still missing at <paramref name="now"/>, and after which time the next one must be sampled.</summary>
    public (int Count, DateTimeOffset SampledAfter) Missing(DateTimeOffset start, Negatives negatives, DateTimeOffset now)
    {
        var times = SingleOnly ? negatives.Single : negatives.All;
        var (left, after) = (Count, OpenAfter(start));
        for (var index = FirstCounted(start, times); left > 0 && index < times.Count && times[index] <= now;)
        {
            (left, after) = (left - 1, Later(times[index], Apart));
            index = times.FirstApart(times[index], Apart);
        }

        return (left, after);
    }

    private DateTimeOffset OpenAfter(DateTimeOffset start) => FromDay is { } day && ChinaTime.StartOfDay(start, day) is var first && first > start ? first : start;

    private int FirstCounted(DateTimeOffset start, SampleTimes times)
    {
        var after = times.FirstAfter(start);
        return FromDay is { } day ? Math.Max(after, times.FirstFrom(ChinaTime.StartOfDay(start, day))) : after;
    }

    private static DateTimeOffset Later(DateTimeOffset time, TimeSpan by) =>
        DateTimeOffset.MaxValue - time < by ? DateTimeOffset.MaxValue : time + by;
}
