namespace Ghc.Domain.Colors;

/// <summary>
/// Lays spans over one another: the worst color wins, every span that covers a time is a reason, and where none does the color is green.
/// Each span is independent, so another span can only make a color worse, and the order of facts does not matter. Green spans make no
/// color: they say what is suspended.
/// </summary>
internal static class Timeline
{
    public static IReadOnlyList<Segment> Of(IEnumerable<Span> spans)
    {
        var covering = spans.Where(s => !s.IsEmpty).ToArray();
        var lanes = covering
            .GroupBy(s => (s.Color, s.Code))
            .OrderByDescending(g => g.Key.Color)
            .ThenBy(g => g.Key.Code, StringComparer.Ordinal)
            .Select(g => new Lane(g.Key.Color, g.Key.Code, g))
            .ToArray();
        var boundaries = covering
            .SelectMany(s => new[] { s.From, s.End ?? s.From })
            .Prepend(DateTimeOffset.MinValue)
            .Select(b => b.ToUniversalTime())
            .Distinct()
            .Order();

        var segments = new List<Segment>();
        foreach (var boundary in boundaries)
        {
            var segment = SegmentAt(boundary, lanes);
            if (segments.Count == 0 || !SameOutcome(segments[^1], segment))
            {
                segments.Add(segment);
            }
            else
            {
                segments[^1] = segments[^1] with
                {
                    Reasons = [.. segments[^1].Reasons.Zip(segment.Reasons, WithLaterTests)],
                    Suspended = segment.Suspended,
                };
            }
        }

        return segments;
    }

    private static Segment SegmentAt(DateTimeOffset time, Lane[] lanes)
    {
        var (color, reasons, suspended) = (Color.Green, new List<Reason>(), new List<Reason>());
        foreach (var lane in lanes)
        {
            if (lane.At(time) is { } reason)
            {
                color = color < lane.Color ? lane.Color : color;
                (lane.Color == Color.Green ? suspended : reasons).Add(reason);
            }
        }

        return new(time, color, reasons) { Suspended = suspended.Count == 0 ? null : suspended };
    }

    private static bool SameOutcome(Segment a, Segment b) =>
        a.Color == b.Color && AreSame(a.Reasons, b.Reasons) && AreSame(a.Suspended ?? [], b.Suspended ?? []);

    private static bool AreSame(IReadOnlyList<Reason> a, IReadOnlyList<Reason> b) =>
        a.Select(WithoutTests).SequenceEqual(b.Select(WithoutTests));

    private static Reason WithoutTests(Reason reason) => reason with { Tests = null, Due = null };

    /// <summary>
    /// One more fact with the same reason is no other outcome, but who reads must hear of the tests that end both: the most, and those
    /// after the later one.
    /// </summary>
    private static Reason WithLaterTests(Reason told, Reason next)
    {
        if (told.Tests is not { } earlier || next.Tests is not { } later)
        {
            return told.Tests is null ? told with { Tests = next.Tests, Due = next.Due ?? told.Due } : told;
        }

        var last = later.SampledAfter > earlier.SampledAfter ? next : told;
        return told with { Tests = last.Tests! with { Count = Math.Max(earlier.Count, later.Count) }, Due = last.Due };
    }

    /// <summary>
    /// All spans of one reason, asked for ever later times. There are few reasons, so the whole stays n log n in the spans.
    /// </summary>
    private sealed class Lane(Color color, string code, IEnumerable<Span> spans)
    {
        private readonly Span[] sorted = [.. spans.OrderBy(s => s.From)];
        private readonly PriorityQueue<Span, long> byEnd = new();
        private readonly PriorityQueue<Span, long> byTests = new();
        private readonly PriorityQueue<Span, long> byCount = new();
        private int next;

        public Color Color => color;

        /// <summary>
        /// When two spans share a reason, the longer one is shown, with the most and the latest tests: doing these ends both.
        /// </summary>
        public Reason? At(DateTimeOffset time)
        {
            for (; next < sorted.Length && sorted[next].From <= time; next++)
            {
                byEnd.Enqueue(sorted[next], -(sorted[next].Until?.UtcTicks ?? long.MaxValue));
                byTests.Enqueue(sorted[next], -(sorted[next].Tests?.SampledAfter.UtcTicks ?? 0));
                byCount.Enqueue(sorted[next], -(sorted[next].Tests?.Count ?? 0));
            }

            if (First(byEnd, time) is not { } longest)
            {
                return null;
            }

            var (latest, most) = (First(byTests, time)!.Value, First(byCount, time)!.Value);
            return new(code, longest.Until?.ToUniversalTime())
            {
                Tests = latest.Tests is { } tests ? tests with { Count = most.Tests!.Count } : null,
                Due = latest.Due,
            };
        }

        private static Span? First(PriorityQueue<Span, long> active, DateTimeOffset time)
        {
            while (active.TryPeek(out var first, out _))
            {
                if (first.End is null || first.End > time)
                {
                    return first;
                }

                active.Dequeue();
            }

            return null;
        }
    }
}
