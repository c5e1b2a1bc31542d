using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ghc.Platform.Localization;

/// <summary>The languages that the server speaks, and the choice of one from a BCP 47 tag or an <c>Accept-Language</c> header.</summary>
public static class Languages
{
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    public static readonly CultureInfo Simplified = CultureInfo.GetCultureInfo("zh-Hans");
    public static readonly CultureInfo Traditional = CultureInfo.GetCultureInfo("zh-Hant");

    /// <summary>The same nine as the pages have (web/src/i18n); each has its file in Texts, which a test compares.</summary>
    public static readonly IReadOnlyList<CultureInfo> All =
    [
        English,
        Simplified,
        Traditional,
        .. new[] { "ja", "ko", "fr", "es", "ru", "ar" }.Select(CultureInfo.GetCultureInfo),
    ];

    /// <summary>
    /// What a page asks for by <c>?language=</c>, since not every one can set headers; else what the browser prefers. A tag that is none of
    /// ours is passed over, because a wrong language must not keep anybody from an answer.
    /// </summary>
    public static CultureInfo Of(HttpRequest request) =>
        request.Query["language"].Select(Find).FirstOrDefault(found => found is not null) ?? Preferred(request);

    private static CultureInfo Preferred(HttpRequest request) =>
        request
            .GetTypedHeaders()
            .AcceptLanguage.OrderByDescending(language => language.Quality ?? 1)
            .Where(language => language.Quality != 0)
            .Select(language => Find(language.Value.Value))
            .FirstOrDefault(found => found is not null)
        ?? English;

    public static CultureInfo OfTag(string? tag) => Find(tag) ?? English;

    public static bool IsTag(string tag) =>
        tag.Length is > 1 and <= 35 && tag.Split('-').All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static CultureInfo? Find(string? tag)
    {
        var parts = (tag ?? "").Split('-', '_');
        return parts[0].ToLowerInvariant() switch
        {
            // Cantonese (yue) is written in traditional characters unless the tag says otherwise (Unicode CLDR, likely subtags).
            "zh" or "yue" => Script(parts) ?? (parts[0].Length == 3 || parts.Skip(1).Any(WritesTraditional) ? Traditional : Simplified),
            var language => All.FirstOrDefault(ours => ours.Name == language),
        };
    }

    /// <summary>The script that the tag names: zh-Hans-HK is simplified, wherever it is read.</summary>
    private static CultureInfo? Script(string[] parts) =>
        parts.Select(part => part.ToUpperInvariant()).FirstOrDefault(part => part is "HANT" or "HANS") switch
        {
            "HANT" => Traditional,
            "HANS" => Simplified,
            _ => null,
        };

    private static bool WritesTraditional(string region) => region.ToUpperInvariant() is "TW" or "HK" or "MO";
}
