namespace Ghc.Domain.Colors;

/// <summary>
/// What one fact does to the color, whatever the other facts do: it holds from <paramref name="From"/> until just before <paramref name="End"/>
/// (null: until a test that has not been taken yet). <paramref name="Until"/> is when it would end by time alone.
/// </summary>
internal readonly record struct Span(string Code, Color Color, DateTimeOffset From, DateTimeOffset? End, DateTimeOffset? Until)
{
    /// <summary>The tests that end it, counted from the fact; null if only time does.</summary>
    public TestsNeeded? Tests { get; init; }

    public bool IsEmpty => End <= From;

    public Span EndingBy(DateTimeOffset? limit) => this with { End = Earlier(End, limit) };

    public static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => b is null || a <= b ? a : b;
}
