using System.Globalization;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Colors;

/// <param name="Name">As the family tells its members apart.</param>
public sealed record NamedChange(string Name, Color Before, Color Now);

/// <summary>What texts about colors say.</summary>
public sealed class ColorTextWords(IOptions<SiteOptions> site)
{
    /// <summary>For a text about one person.</summary>
    public const int MaxSegments = 3;

    /// <param name="schedule">Null if the person is gone. If the color has changed once more, another text says why.</param>
    public string OfOne(NamedChange change, Schedule? schedule, DateTimeOffset now, string language)
    {
        var culture = Languages.OfTag(language);
        return schedule?.At(now) is not { } assessment || assessment.Color != change.Now
                ? OfOne(change, reason: null, site.Value.Url, culture)
            : assessment.Reasons is [] && schedule.ColorChangesAt(now) is { } end
                ? OfOneForNow(change, end, schedule.At(end), site.Value.Url, culture)
            : OfOne(change, ReasonView.Of(assessment, now, culture).FirstOrDefault(), site.Value.Url, culture);
    }

    public string OfSeveral(IReadOnlyList<NamedChange> changes, string language)
    {
        var culture = Languages.OfTag(language);
        var items = changes.Select(change =>
            Texts.Get("sms.colors.item", culture, change.Name, ColorOf(change.Before, culture), ColorOf(change.Now, culture))
        );
        return Texts.Get("sms.colors", culture, string.Join('\n', items), site.Value.Url);
    }

    public static string OfOne(NamedChange change, ReasonView? reason, string site, CultureInfo language)
    {
        var look = Texts.Get($"sms.color.{Words.Of(change.Now)}", language);
        if (reason is null)
        {
            return Say(change, look, site, language);
        }

        var why = Join(reason.Text, Until(reason.Until, language));
        return Fitting(change, [Join(why, reason.Guidance), Join(why, look), why], site, language);
    }

    /// <summary>
    /// Green after the first of two tests, or before something that begins later: says what follows at <paramref name="end"/>, and which
    /// tests end that.
    /// </summary>
    public static string OfOneForNow(NamedChange change, DateTimeOffset end, Assessment next, string site, CultureInfo language)
    {
        var reason = ReasonView.Of(next, end, language)[0];
        var look = Texts.Get($"sms.color.{Words.Of(next.Color)}", language);
        var comes = Texts.Get($"upcoming.{Words.Of(next.Color)}", language, ChinaTime.TextOf(end));
        return Fitting(
            change,
            [Join(comes, reason.Text, reason.Guidance), Join(comes, reason.Text, look), Join(comes, look)],
            site,
            language
        );
    }

    /// <summary>
    /// Alphabets other than the network's own make long texts, and any part may come late: what does not fit is left to the page that the
    /// text names.
    /// </summary>
    private static string Fitting(NamedChange change, IReadOnlyList<string> longestFirst, string site, CultureInfo language)
    {
        var texts = longestFirst.Select(words => Say(change, words, site, language)).ToList();
        return texts.Find(text => SmsSegments.Of(text) <= MaxSegments) ?? texts[^1];
    }

    private static string Say(NamedChange change, string words, string site, CultureInfo language) =>
        Texts.Get("sms.color", language, change.Name, ColorOf(change.Before, language), ColorOf(change.Now, language), words, site);

    private static string ColorOf(Color color, CultureInfo language) => Texts.Get($"color.{Words.Of(color)}", language);

    private static string Until(DateTimeOffset? until, CultureInfo language) =>
        until is { } end ? Texts.Get("sms.color.until", language, ChinaTime.TextOf(end)) : "";

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
