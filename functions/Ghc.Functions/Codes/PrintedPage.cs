using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.RegularExpressions;
using System.Text.Unicode;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Codes;

/// <summary>
/// One page of paper, A6 or a card at the top of A4, always in Chinese and another language: the inspector reads one, the traveler the
/// other, which is English for readers of Chinese. It loads nothing and runs nothing; its one style is allowed by its hash.
/// PrintedPage.html is how it looks: <c>{{own:key}}</c> there is a text, <c>{{name}}</c> a value.
/// </summary>
public sealed partial class PrintedPage(Print print, CultureInfo reader) : IResult
{
    private readonly CultureInfo own = reader.TwoLetterISOLanguageName == "zh" ? Languages.English : reader;

    private static readonly string Template = ReadTemplate();

    /// <summary>For a Content-Security-Policy that shows this page: the style is the same on every page.</summary>
    public static readonly string StyleHash = HashOf(Style().Match(Template).Groups["text"].Value);

    /// <summary>Letters stay readable in the source of the page; everything that could end a text is still escaped.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = $"zh-Hans, {own.Name}";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src {StyleHash}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return response.WriteAsync(
            Placeholder().Replace(Template, place => Fill(place.Groups["language"].Value, place.Groups["key"].Value)),
            httpContext.RequestAborted
        );
    }

    private string Fill(string language, string key) =>
        language switch
        {
            "zh" => Say(key, Languages.Simplified),
            "own" => Say(key, own),
            _ => key == "picture" ? QrPictures.Svg(print.HealthCode, QrPictures.DefaultSize) : Encoder.Encode(Value(key)),
        };

    private string Say(string key, CultureInfo language) =>
        Encoder.Encode(Texts.Get(key == "type" ? $"print.{print.Status.Document.Type.ToText()}" : key, language));

    private string Value(string name) =>
        name switch
        {
            "own-language" => own.Name,
            "own-direction" => own.TextInfo.IsRightToLeft ? "rtl" : "ltr",
            "name" => print.Status.Name!.Masked,
            "id-number" => print.Status.Document.Masked,
            "printed-on" => Day(ChinaTime.DayOf(print.Code.IssuedAt)),
            "valid-through" => Day(ChinaTime.DayOf(print.Code.ExpiresAt.AddTicks(-1))),
            "number" => string.Join(' ', print.Code.PrintId.ToUpperInvariant().Chunk(4).Select(part => new string(part))),
            _ => throw new InvalidOperationException($"The page has no '{name}'."),
        };

    /// <summary>As both readers write it and neither can mistake: 2022-08-12.</summary>
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string HashOf(string style) => $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(style)))}'";

    private static string ReadTemplate()
    {
        using var page = new StreamReader(typeof(PrintedPage).Assembly.GetManifestResourceStream("PrintedPage.html")!);
        return page.ReadToEnd();
    }

    [GeneratedRegex(@"\{\{(?:(?<language>zh|own):)?(?<key>[a-z.-]+)\}\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("<style>(?<text>.*?)</style>", RegexOptions.Singleline)]
    private static partial Regex Style();
}
