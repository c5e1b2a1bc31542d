namespace Ghc.Domain.Colors;

/// <summary>
/// What one fact does to the color, whatever the other facts do: it holds from <paramref name="From"/> until just before
/// <paramref name="End"/> (null: until a test that has not been taken yet). <paramref name="Until"/> is when it would end by time alone.
/// <see cref="Color.Green"/>: it is suspended for now.
/// </summary>
internal readonly record struct Span(string Code, Color Color, DateTimeOffset From, DateTimeOffset? End, DateTimeOffset? Until)
{
    /// <summary>The tests that are missing to end it; null if only time does, or if they are there.</summary>
    public TestsNeeded? Tests { get; init; }

    /// <summary>The days of tests that the rules ask for and that are missing.</summary>
    public DueTests? Due { get; init; }

    public bool IsEmpty => End <= From;

    public Span EndingBy(DateTimeOffset? limit) => this with { End = Earlier(End, limit) };

    public static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => b is null || a <= b ? a : b;
}

/// <summary>The spans that a release makes of a fact.</summary>
internal static class Spans
{
    public static IEnumerable<Span> Of(
        Release release,
        string code,
        Color color,
        DateTimeOffset start,
        DateTimeOffset? until,
        Negatives negatives
    )
    {
        var missing = release.Missing(start, negatives, DateTimeOffset.MaxValue);
        var (tests, due) = (missing.Count == 0 ? null : missing, release.Due(start, negatives));
        return release
            .Phases(start, negatives)
            .Select(phase => new Span(code, phase.IsGreen ? Color.Green : color, phase.From, phase.End, phase.IsGreen ? phase.End : until)
            {
                Tests = tests,
                Due = due,
            });
    }
}
