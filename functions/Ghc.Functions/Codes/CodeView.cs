using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.Colors;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Codes;

public sealed record CodeAnswer(
    string HolderId,
    string Name,
    string IdType,
    string IdNumber,
    string Color,
    IReadOnlyList<ReasonView> Reasons,
    IReadOnlyList<TestView> Tests,
    string TestAge,
    DateTimeOffset AssessedAt,
    DateTimeOffset? ChangesAt,
    IReadOnlyList<UpcomingView> Upcoming,
    string PolicyVersion,
    string HealthCode,
    DateTimeOffset HealthCodeExpiresAt,
    IReadOnlyList<StripCode> Strip
)
{
    /// <summary>What a negative suspends for now: until when, and which test keeps it so. Absent if there is nothing of the kind.</summary>
    public IReadOnlyList<ReasonView>? Suspended { get; init; }
}

/// <summary>A change that time alone will bring, in plain words.</summary>
public sealed record UpcomingView(DateTimeOffset At, string Color, string Text)
{
    public static UpcomingView[] Of(Schedule schedule, DateTimeOffset now, CultureInfo language) =>
        [
            .. schedule
                .Segments.Where(segment => segment.From > now)
                .Select(segment => new UpcomingView(
                    segment.From,
                    Words.Of(segment.Color),
                    string.Join(
                        ' ',
                        segment
                            .Reasons.Select(reason => ReasonOf(reason, language))
                            .Prepend(Texts.Get($"upcoming.{Words.Of(segment.Color)}", language, ChinaTime.TextOf(segment.From)))
                    )
                )),
        ];

    /// <summary>"You are in quarantine" would be taken for now; of what an officer planned, its name is told.</summary>
    private static string ReasonOf(Reason reason, CultureInfo language) =>
        reason.Code.StartsWith("measure-", StringComparison.Ordinal)
            ? Texts.Get("upcoming.reason", language, Texts.Get($"measure.{reason.Code["measure-".Length..]}", language))
            : Texts.Get($"reason.{reason.Code}", language);
}

public sealed record StripCode(string HealthCode, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt);
