using Ghc.Domain.Facts;

namespace Ghc.Domain.Colors;

/// <summary>
/// What one fact does to the color: makes it worse, or (<see cref="Color.Green"/>) leaves it green for now, until another test is due.
/// </summary>
/// <param name="Code">The reason that it gives.</param>
/// <param name="Rule">The part of the policy that says so, as a JSON path.</param>
/// <param name="End">When it ends, as far as is known; null: until a test that has not been taken yet.</param>
/// <param name="Until">When it ends by time alone.</param>
public sealed record Influence(
    Fact Fact,
    string Code,
    string Rule,
    Color Color,
    DateTimeOffset From,
    DateTimeOffset? End,
    DateTimeOffset? Until
)
{
    public bool IsActive { get; init; }

    /// <summary>Only while it is active: the tests that would end it sooner.</summary>
    public TestsNeeded? Tests { get; init; }

    internal static Influence Of(Cause cause, Negatives negatives, DateTimeOffset now)
    {
        var span = cause.Span;
        var active = span.From <= now && (span.End is null || span.End > now);
        return new(cause.Fact, span.Code, ReasonCodes.RuleOf(span.Code), span.Color, span.From, span.End, span.Until)
        {
            IsActive = active,
            Tests = active ? cause.Release?.Missing(cause.Start, negatives, now) : null,
        };
    }
}
