using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Http;

/// <summary>The languages that the server speaks, and the choice of one from a BCP 47 tag or an <c>Accept-Language</c> header.</summary>
public static class Languages
{
    public static readonly CultureInfo English = CultureInfo.GetCultureInfo("en");
    public static readonly CultureInfo Simplified = CultureInfo.GetCultureInfo("zh-Hans");
    public static readonly CultureInfo Traditional = CultureInfo.GetCultureInfo("zh-Hant");

    public static readonly IReadOnlyList<CultureInfo> All = [English, Simplified, Traditional];

    public static CultureInfo Of(HttpRequest request) =>
        request.GetTypedHeaders().AcceptLanguage
            .OrderByDescending(language => language.Quality ?? 1)
            .Where(language => language.Quality != 0)
            .Select(language => Find(language.Value.Value))
            .FirstOrDefault(found => found is not null) ?? English;

    public static CultureInfo OfTag(string? tag) => Find(tag) ?? English;

    public static bool IsTag(string tag) =>
        tag.Length is > 1 and <= 35 && tag.Split('-').All(part => part.Length is > 0 and <= 8 && part.All(char.IsAsciiLetterOrDigit));

    private static CultureInfo? Find(string? tag)
    {
        var parts = (tag ?? "").Split('-', '_');
        return parts[0].ToLowerInvariant() switch
        {
            "en" => English,
            "zh" or "yue" => parts.Skip(1).Any(IsTraditional) ? Traditional : Simplified,
            _ => null,
        };
    }

    /// <summary>Script first, then the regions that write traditional characters.</summary>
    private static bool IsTraditional(string part) => part.ToUpperInvariant() is "HANT" or "TW" or "HK" or "MO";
}
