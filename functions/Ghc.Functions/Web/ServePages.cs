using System.Collections.Frozen;
using Ghc.Domain.Colors;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Ghc.Functions.Web;

/// <summary>Serves the web client: its files, and its page for every other address, since the pages find their way themselves.</summary>
public sealed class ServePages
{
    private const string Page = "index.html";

    /// <summary>
    /// Scripts, styles and pictures of this site alone, none within the page; blobs for a copy of one's own data and for the camera. WebAssembly, which
    /// decodes what the camera sees, is allowed on inspectors' pages only.
    /// </summary>
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        + "media-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self'";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    private static readonly FrozenDictionary<string, PageFile> Files = PageFile.ReadAll(Folder);

    private static readonly PreloadHints Hints = PreloadHints.Read(Folder);

    [Function(nameof(ServePages))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "{*path}")] HttpRequest request, string? path)
    {
        var name = path ?? "";
        if (Files.TryGetValue(name, out var file) && name != Page)
        {
            return Send(request, file, IsNamedByContent(name) ? "public, max-age=31536000, immutable" : "no-cache");
        }

        // A missing file is missing; only what can be a page gets the page.
        if (IsReserved(name) || Path.HasExtension(name) || IsNamedByContent(name) || !Files.TryGetValue(Page, out file))
        {
            return Results.NotFound();
        }

        var headers = request.HttpContext.Response.Headers;
        headers.Link = Hints.For(name, Languages.Of(request));
        headers.Vary = HeaderNames.AcceptLanguage;
        return Send(request, file, "no-cache", IsForInspectors(name) ? Policy + " 'wasm-unsafe-eval'" : Policy);
    }

    /// <summary>The policy goes with files too: a service worker lives by its own.</summary>
    private static IResult Send(HttpRequest request, PageFile file, string cacheControl, string policy = Policy)
    {
        var (path, coding) = file.For(request.Headers.AcceptEncoding);
        var headers = request.HttpContext.Response.Headers;
        headers.ContentSecurityPolicy = policy;
        headers.CacheControl = cacheControl;
        headers.Append(HeaderNames.Vary, HeaderNames.AcceptEncoding);
        if (coding is not null)
        {
            headers.ContentEncoding = coding;
        }

        return Results.File(path, file.ContentType, entityTag: file.Tag);
    }

    private static bool IsNamedByContent(string name) => name.StartsWith("assets/", StringComparison.Ordinal);

    private static bool IsReserved(string name) => IsBelow(name, "api") || IsBelow(name, "local");

    private static bool IsForInspectors(string name) => IsBelow(name, "inspector");

    private static bool IsBelow(string name, string folder) =>
        name.StartsWith(folder, StringComparison.OrdinalIgnoreCase) && (name.Length == folder.Length || name[folder.Length] == '/');
}
