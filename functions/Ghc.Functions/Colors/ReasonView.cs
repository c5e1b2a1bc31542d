using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Colors;

/// <summary>A reason in the reader's language, with what to do about it.</summary>
public sealed record ReasonView(string Code, string Text, string Guidance, DateTimeOffset? Until)
{
    public static ReasonView[] Of(Assessment assessment, CultureInfo language) =>
        [.. assessment.Reasons.Select(reason => new ReasonView(
            reason.Code, Texts.Get($"reason.{reason.Code}", language), GuidanceOf(reason, language), reason.Until))];

    /// <summary>What to do, and which tests end it: how many, how far apart, and from when on, as the policy that gave the reason says.</summary>
    public static string GuidanceOf(Reason reason, CultureInfo language)
    {
        var guidance = Texts.Get($"guidance.{reason.Code}", language);
        if (reason.Tests is not { } tests)
        {
            return guidance;
        }

        var after = ChinaTime.TextOf(tests.SampledAfter);
        var ending = tests.Count == 1 ? Texts.Get("tests.one", language, after) : Texts.Get("tests.several", language, tests.Count, after, tests.HoursApart);
        return string.Join(' ', new[] { guidance, ending }.Concat(tests.SingleOnly ? [Texts.Get("tests.single", language)] : []));
    }
}
