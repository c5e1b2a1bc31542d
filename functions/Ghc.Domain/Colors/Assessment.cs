namespace Ghc.Domain.Colors;

/// <summary>Ordered by severity: the worst one counts.</summary>
public enum Color
{
    Green,
    Yellow,
    Red,
}

/// <summary>Why a color is what it is. Texts and guidance are found by <paramref name="Code"/>. <paramref name="Until"/>: when it ends by time alone, if it does.</summary>
public sealed record Reason(string Code, DateTimeOffset? Until)
{
    /// <summary>The tests that end it sooner, all of them, taken or not; null if only time does.</summary>
    public TestsNeeded? Tests { get; init; }
}

/// <summary>The outcome of a policy over facts at a time; it stays the same until <paramref name="ChangesAt"/>.</summary>
public sealed record Assessment(Color Color, IReadOnlyList<Reason> Reasons, DateTimeOffset? ChangesAt, string PolicyVersion);
