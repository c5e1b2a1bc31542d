namespace Ghc.Domain.Colors;

/// <summary>Ordered by severity: the worst one counts.</summary>
public enum Color
{
    Green,
    Yellow,
    Red,
}

/// <summary>
/// Why a color is what it is. Texts and guidance are found by <paramref name="Code"/>. <paramref name="Until"/>: when it ends by time
/// alone, if it does.
/// </summary>
public sealed record Reason(string Code, DateTimeOffset? Until)
{
    /// <summary>The missing tests that end it sooner; null if only time does.</summary>
    public TestsNeeded? Tests { get; init; }

    /// <summary>The days of tests that the rules ask for and that are missing; null if there are none.</summary>
    public DueTests? Due { get; init; }
}

/// <summary>The outcome of a policy over facts at a time; it stays the same until <paramref name="ChangesAt"/>.</summary>
public sealed record Assessment(Color Color, IReadOnlyList<Reason> Reasons, DateTimeOffset? ChangesAt, string PolicyVersion)
{
    /// <summary>
    /// What a negative suspends until <see cref="Reason.Until"/>; then it is a reason again, unless the tests that it names are there (R6).
    /// </summary>
    public IReadOnlyList<Reason> Suspended { get; init; } = [];
}
