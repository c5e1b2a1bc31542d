using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Ghc.Functions.Texts;

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
    IReadOnlyList<StripCode> Strip);

/// <summary>A change that time alone will bring, in plain words.</summary>
public sealed record UpcomingView(DateTimeOffset At, string Color, string Text)
{
    public static UpcomingView[] Of(Schedule schedule, DateTimeOffset now, CultureInfo language) =>
        [.. schedule.Segments.Where(segment => segment.From > now).Select(segment => new UpcomingView(
            segment.From,
            Words.Of(segment.Color),
            string.Join(' ', segment.Reasons.Select(reason => Texts.Text.Get($"reason.{reason.Code}", language))
                .Prepend(Texts.Text.Get($"upcoming.{Words.Of(segment.Color)}", language, ChinaTime.TextOf(segment.From))))))];
}

public sealed record StripCode(string HealthCode, DateTimeOffset NotBefore, DateTimeOffset ExpiresAt);

/// <summary>A reason in the reader's language, with what to do about it.</summary>
public sealed record ReasonView(string Code, string Text, string Guidance, DateTimeOffset? Until)
{
    public static ReasonView[] Of(Assessment assessment, CultureInfo language) =>
        [.. assessment.Reasons.Select(reason => new ReasonView(
            reason.Code, Texts.Text.Get($"reason.{reason.Code}", language), GuidanceOf(reason, language), reason.Until))];

    /// <summary>What to do, and which tests end it: how many, how far apart, and from when on, as the policy that gave the reason says.</summary>
    public static string GuidanceOf(Reason reason, CultureInfo language)
    {
        var guidance = Texts.Text.Get($"guidance.{reason.Code}", language);
        if (reason.Tests is not { } tests)
        {
            return guidance;
        }

        var after = ChinaTime.TextOf(tests.SampledAfter);
        var ending = tests.Count == 1 ? Texts.Text.Get("tests.one", language, after) : Texts.Text.Get("tests.several", language, tests.Count, after, tests.HoursApart);
        return string.Join(' ', new[] { guidance, ending }.Concat(tests.SingleOnly ? [Texts.Text.Get("tests.single", language)] : []));
    }
}

public sealed record TestView(DateTimeOffset SampledAt, DateTimeOffset ReportedAt, string Result, string Laboratory, string Assay)
{
    public static TestView[] Of(IEnumerable<LabResult> tests) =>
        [.. tests.Select(test => new TestView(test.SampledAt, test.ReportedAt, Words.Of(test.Result), test.Laboratory, Words.Of(test.Assay)))];
}
