using System.Globalization;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Functions.Rules;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Explain;

/// <summary>The colors of all times: the past by the rules that were in force then, what is to come by those of now.</summary>
public static class TimelineView
{
    public static SegmentView[] Of(
        IReadOnlyList<(DateTimeOffset From, NumberedPolicy Policy)> history,
        IReadOnlyList<Fact> facts,
        DateTimeOffset now,
        CultureInfo language
    ) =>
        [
            .. history.SelectMany(
                (period, i) =>
                {
                    var end = i + 1 < history.Count ? history[i + 1].From : (DateTimeOffset?)null;
                    return Within(period.Policy, period.From, end, facts).Select(part => View(part, period.Policy, now, language));
                }
            ),
        ];

    private static IEnumerable<Part> Within(NumberedPolicy policy, DateTimeOffset from, DateTimeOffset? end, IReadOnlyList<Fact> facts)
    {
        var segments = policy.Policy.Schedule(facts).Segments;
        return segments
            .Select(
                (segment, i) =>
                    new Part(segment, Later(segment.From, from), Earlier(i + 1 < segments.Count ? segments[i + 1].From : null, end))
            )
            .Where(part => part.To is null || part.To > part.From);
    }

    private static SegmentView View(Part part, NumberedPolicy policy, DateTimeOffset now, CultureInfo language) =>
        new(
            part.From == DateTimeOffset.MinValue ? null : part.From,
            part.To,
            Words.Of(part.Segment.Color),
            [.. part.Segment.Reasons.Select(reason => reason.Code)],
            [.. part.Segment.Reasons.Select(reason => Texts.Get($"reason.{reason.Code}", language))],
            part.From <= now && (part.To is null || part.To > now),
            policy.Policy.Version,
            policy.Sequence
        );

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset? Earlier(DateTimeOffset? a, DateTimeOffset? b) => a is null || b < a ? b : a;

    private sealed record Part(Segment Segment, DateTimeOffset From, DateTimeOffset? To);
}
