using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Colors;

/// <summary>A reason in the reader's language, with what to do about it.</summary>
public sealed record ReasonView(string Code, string Text, string Guidance, DateTimeOffset? Until)
{
    public static ReasonView[] Of(Assessment assessment, DateTimeOffset now, CultureInfo language) =>
        [.. assessment.Reasons.Select(reason => Of(reason, GuidanceOf(reason, now, language), language))];

    /// <summary>What a negative suspends: until when, and which test keeps the code green.</summary>
    public static ReasonView[] OfSuspended(Assessment assessment, DateTimeOffset now, CultureInfo language) =>
        [.. assessment.Suspended.Select(reason => Of(reason, SuspendedGuidanceOf(reason, now, language), language))];

    /// <summary>
    /// What to do, which tests end it (how many, how far apart, and from when on, as the policy that gave the reason says), and on which
    /// day the next is due.
    /// </summary>
    public static string GuidanceOf(Reason reason, DateTimeOffset now, CultureInfo language) =>
        Join(
            Texts.Get($"guidance.{reason.Code}", language),
            reason.Tests is { } tests ? Ending(tests, language) : "",
            Due(reason.Due, now, language)
        );

    private static ReasonView Of(Reason reason, string guidance, CultureInfo language) =>
        new(reason.Code, Texts.Get($"reason.{reason.Code}", language), guidance, reason.Until);

    private static string SuspendedGuidanceOf(Reason reason, DateTimeOffset now, CultureInfo language)
    {
        var tests = reason.Tests!;
        var (until, after) = (ChinaTime.TextOf(reason.Until!.Value), ChinaTime.TextOf(tests.SampledAfter));
        var keeps =
            tests.Count == 1
                ? Texts.Get("suspended.one", language, until, after)
                : Texts.Get("suspended.several", language, until, after, tests.Count, tests.HoursApart);
        return Join(keeps, Single(tests, language), Due(reason.Due, now, language));
    }

    private static string Ending(TestsNeeded tests, CultureInfo language)
    {
        var after = ChinaTime.TextOf(tests.SampledAfter);
        var ending =
            tests.Count == 1
                ? Texts.Get("tests.one", language, after)
                : Texts.Get("tests.several", language, tests.Count, after, tests.HoursApart);
        return Join(ending, Single(tests, language));
    }

    private static string Single(TestsNeeded tests, CultureInfo language) => tests.SingleOnly ? Texts.Get("tests.single", language) : "";

    /// <summary>
    /// The last of the days that passed without a test, for which any later test makes up, and the next day that is to come.
    /// </summary>
    private static string Due(DueTests? due, DateTimeOffset now, CultureInfo language)
    {
        var today = ChinaTime.DayOf(now);
        var missed = due?.Days.LastOrDefault(test => ChinaTime.DayOf(test.StartsAt) < today);
        var next = due?.Days.FirstOrDefault(test => ChinaTime.DayOf(test.StartsAt) >= today);
        return Join(Say("tests.missed", missed, language), Say("tests.next", next, language));
    }

    private static string Say(string key, DueTest? test, CultureInfo language) =>
        test is null
            ? ""
            : Texts.Get(key, language, test.Day, ChinaTime.DayOf(test.StartsAt).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
