namespace Ghc.Domain.Colors;

/// <summary>What one fact does to the color.</summary>
/// <param name="Code">The reason that it gives.</param>
/// <param name="Rule">The part of the policy that says so, as a JSON path.</param>
/// <param name="End">When it ends, as far as is known; null: until a test that has not been taken yet.</param>
/// <param name="Until">When it ends by time alone.</param>
public sealed record Influence(Fact Fact, string Code, string Rule, Color Color, DateTimeOffset From, DateTimeOffset? End, DateTimeOffset? Until)
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
            Tests = active && cause.Release is { } release ? TestsOf(release, release.Missing(cause.Start, negatives, now)) : null,
        };
    }

    private static TestsNeeded TestsOf(Release release, (int Count, DateTimeOffset SampledAfter) missing) =>
        new(missing.Count, missing.SampledAfter, (int)release.Apart.TotalHours, release.SingleOnly);
}

/// <summary>So many negatives, each sampled after that time and so many hours after the one before.</summary>
public sealed record TestsNeeded(int Count, DateTimeOffset SampledAfter, int HoursApart, bool SingleOnly);
