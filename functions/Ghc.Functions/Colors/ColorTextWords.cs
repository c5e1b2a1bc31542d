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
    /// <summary>Of a text about one person.</summary>
    public const int MaxSegments = 3;

    /// <param name="assessment">Null if the color has changed once more.</param>
    public string OfOne(NamedChange change, Assessment? assessment, string language)
    {
        var culture = Languages.OfTag(language);
        return OfOne(change, assessment is null ? null : ReasonView.Of(assessment, culture).FirstOrDefault(), site.Value.Url, culture);
    }

    public string OfSeveral(IReadOnlyList<NamedChange> changes, string language)
    {
        var culture = Languages.OfTag(language);
        var items = changes.Select(change => Texts.Get("sms.colors.item", culture, change.Name, ColorOf(change.Before, culture), ColorOf(change.Now, culture)));
        return Texts.Get("sms.colors", culture, string.Join('\n', items), site.Value.Url);
    }

    /// <summary>Alphabets other than the network's own make long texts, and any part may come late: advice that does not fit is left to the page that the text names.</summary>
    public static string OfOne(NamedChange change, ReasonView? reason, string site, CultureInfo language)
    {
        var look = Texts.Get($"sms.color.{Words.Of(change.Now)}", language);
        if (reason is null)
        {
            return Say(look);
        }

        var (why, until) = (reason.Text, Until(reason.Until, language));
        var whole = Say(Join(why, until, reason.Guidance));
        return SmsSegments.Of(whole) <= MaxSegments ? whole : Say(Join(why, until, look));

        string Say(string words) => Texts.Get("sms.color", language, change.Name, ColorOf(change.Before, language), ColorOf(change.Now, language), words, site);
    }

    private static string ColorOf(Color color, CultureInfo language) => Texts.Get($"color.{Words.Of(color)}", language);

    private static string Until(DateTimeOffset? until, CultureInfo language) =>
        until is { } end ? Texts.Get("sms.color.until", language, ChinaTime.DayOf(end).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)) : "";

    private static string Join(params string[] parts) => string.Join(' ', parts.Where(part => part.Length > 0));
}
