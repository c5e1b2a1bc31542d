namespace Ghc.Domain.Colors;

/// <summary>From <paramref name="From"/> until the next segment the color and its reasons stay the same.</summary>
public sealed record Segment(DateTimeOffset From, Color Color, IReadOnlyList<Reason> Reasons)
{
    /// <summary><see cref="Assessment.Suspended"/>; null if there is nothing of the kind.</summary>
    public IReadOnlyList<Reason>? Suspended { get; init; }
}

/// <summary>
/// The color of all times, given the facts known now. The first segment starts at <see cref="DateTimeOffset.MinValue"/> and neighbors
/// differ, so that it can be stored once and read at any later time without evaluating the rules again.
/// </summary>
public sealed record Schedule(string PolicyVersion, IReadOnlyList<Segment> Segments)
{
    public Assessment At(DateTimeOffset now)
    {
        var current = IndexAt(now);
        var segment = Segments[current];
        var next = current + 1 < Segments.Count ? Segments[current + 1].From : (DateTimeOffset?)null;
        return new(segment.Color, segment.Reasons, next, PolicyVersion) { Suspended = segment.Suspended ?? [] };
    }

    /// <summary>When time alone brings another color; a change of reasons is none.</summary>
    public DateTimeOffset? ColorChangesAt(DateTimeOffset now)
    {
        var current = IndexAt(now);
        return Segments.Skip(current + 1).FirstOrDefault(segment => segment.Color != Segments[current].Color)?.From;
    }

    /// <summary>Whether both say the same, reasons included, at <paramref name="time"/> and at all later times.</summary>
    public bool SameFrom(DateTimeOffset time, Schedule other)
    {
        ArgumentNullException.ThrowIfNull(other);
        var (mine, theirs) = (Segments.Skip(IndexAt(time)).ToList(), other.Segments.Skip(other.IndexAt(time)).ToList());
        return mine.Count == theirs.Count
            && mine.Zip(theirs)
                .Select(
                    (pair, i) =>
                        (i == 0 || pair.First.From == pair.Second.From)
                        && pair.First.Color == pair.Second.Color
                        && pair.First.Reasons.SequenceEqual(pair.Second.Reasons)
                        && (pair.First.Suspended ?? []).SequenceEqual(pair.Second.Suspended ?? [])
                )
                .All(same => same);
    }

    private int IndexAt(DateTimeOffset now)
    {
        var (first, last) = (0, Segments.Count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            (first, last) = Segments[middle].From <= now ? (middle, last) : (first, middle - 1);
        }

        return first;
    }
}
