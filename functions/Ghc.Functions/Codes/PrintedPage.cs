using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Functions.Http;
using Ghc.Functions.Texts;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Codes;

/// <summary>
/// One page of paper, A6 or a card at the top of A4, always in Chinese and English: the inspector reads one, the traveler perhaps the other. It loads
/// nothing and runs nothing; its one style is allowed by its hash.
/// </summary>
public sealed class PrintedPage(Print print) : IResult
{
    private const string Style = """
        @page{margin:0}
        *{box-sizing:border-box;margin:0}
        body{color:#000;background:#fff;font:3mm/1.3 "Noto Sans SC","PingFang SC","Microsoft YaHei",system-ui,sans-serif}
        main{width:105mm;height:147mm;margin:0 auto;padding:5mm 8mm;display:flex;flex-direction:column;text-align:center;overflow:hidden}
        h1{font-size:4.6mm;line-height:1.3}
        h1 span,dt span,dd span{display:inline-block}
        .code svg{display:block;width:66mm;height:66mm;margin:0 auto}
        .name{font-size:4.8mm;font-weight:700;margin-bottom:1.5mm}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.4mm 4mm;text-align:left;border:solid #000;border-width:.3mm 0;padding:1.5mm 0}
        dd{font-weight:700;text-align:right}
        .what{font-size:2.7mm;text-align:left;margin-top:1.5mm}
        @media (min-width:120mm){main{border:.3mm dashed #888;border-top:0}}
        @media screen and (min-width:120mm){main{margin:8mm auto;border-top:.3mm dashed #888}}
        """;

    /// <summary>Letters stay readable in the source of the page; everything that could end a text is still escaped.</summary>
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    /// <summary>For a Content-Security-Policy that shows this page: the style is the same on every page.</summary>
    public static readonly string StyleHash = $"'sha256-{Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(Style)))}'";

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = StatusCodes.Status201Created;
        response.ContentType = "text/html; charset=utf-8";
        response.Headers.ContentLanguage = "zh-Hans, en";
        response.Headers.ContentSecurityPolicy =
            $"default-src 'none'; style-src {StyleHash}; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";
        return response.WriteAsync(Html(), httpContext.RequestAborted);
    }

    private string Html()
    {
        var (status, code) = (print.Status, print.Code);
        var number = string.Join(' ', code.PrintId.ToUpperInvariant().Chunk(4).Select(part => new string(part)));
        var lastDay = ChinaTime.DayOf(code.ExpiresAt.AddTicks(-1));
        return $"""
            <!doctype html>
            <html lang="zh-Hans">
            <head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>{Both("print.title", tagged: false)}</title><style>{Style}</style></head>
            <body><main>
            <h1>{Both("print.title")}</h1>
            <p class="kind">{Both("print.kind")}</p>
            <div class="code" role="img" aria-label="{Both("print.kind", tagged: false)}">{QrPictures.Svg(print.HealthCode, QrPictures.DefaultSize)}</div>
            <p class="name">{Encoder.Encode(status.Name!.Masked)}</p>
            <dl>
            {Row("print.document", Both($"print.{status.Document.Type.ToText()}"), status.Document.Masked)}
            {Row("print.printed-on", Day(ChinaTime.DayOf(code.IssuedAt)))}
            {Row("print.valid-through", Day(lastDay))}
            {Row("print.number", number)}
            </dl>
            <p class="what" lang="zh-Hans">{Say("print.what", Languages.Simplified)}</p>
            <p class="what" lang="en">{Say("print.what", Languages.English)}</p>
            </main></body>
            </html>
            """;
    }

    private static string Row(string label, params IEnumerable<string> values) => $"<dt>{Both(label)}</dt><dd>{string.Join(' ', values)}</dd>";

    /// <summary>As both readers write it and neither can mistake: 2022-08-12.</summary>
    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Both(string key, bool tagged = true) => tagged
        ? $"<span lang=\"zh-Hans\">{Say(key, Languages.Simplified)}</span> <span lang=\"en\">{Say(key, Languages.English)}</span>"
        : $"{Say(key, Languages.Simplified)} {Say(key, Languages.English)}";

    private static string Say(string key, CultureInfo language) => Encoder.Encode(Text.Get(key, language));
}
