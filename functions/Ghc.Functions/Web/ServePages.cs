using System.Collections.Frozen;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Net.Http.Headers;

namespace Ghc.Functions.Web;

/// <summary>
/// Serves the web client: its files, and its page for every other address, since the pages do their own routing. Being the catch-all, it
/// also answers every request that no other function accepts: 405 with the methods that the address allows, or 404.
/// </summary>
public sealed class ServePages(AllowedMethods allowed)
{
    private const string Page = "index.html";

    private static readonly string[] PageMethods = [HttpMethods.Get, HttpMethods.Head];

    /// <summary>
    /// Scripts, styles and pictures of this site alone, none within the page; blobs for a copy of one's own data and for the camera.
    /// WebAssembly, which decodes what the camera sees, is allowed on inspectors' pages only.
    /// </summary>
    private const string Policy =
        "default-src 'none'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
        + "media-src 'self' blob:; font-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; script-src 'self'";

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "wwwroot");

    private static readonly FrozenDictionary<string, PageFile> Files = PageFile.ReadAll(Folder);

    private static readonly Preloads Preloads = Preloads.Read(Path.Combine(Folder, "preload.json"));

    [Function(nameof(ServePages))]
    public IResult Run([HttpTrigger(AuthorizationLevel.Anonymous, Route = "{*path}")] HttpRequest request, string? path)
    {
        var name = path ?? "";
        var file = Find(name);
        if (file is not null && PageMethods.Contains(request.Method))
        {
            return Send(request, file, name);
        }

        var methods = file is null ? allowed.Of(request.Path) : PageMethods;
        if (methods.Count == 0)
        {
            return Results.NotFound();
        }

        request.HttpContext.Response.Headers.Allow = string.Join(", ", methods);
        return Results.StatusCode(StatusCodes.Status405MethodNotAllowed);
    }

    /// <summary>A file, or the page; null for a missing file and for addresses that cannot be a page.</summary>
    private static PageFile? Find(string name) =>
        name != Page && Files.TryGetValue(name, out var file) ? file
        : IsReserved(name) || Path.HasExtension(name) || IsNamedByContent(name) ? null
        : Files.GetValueOrDefault(Page);

    private static IResult Send(HttpRequest request, PageFile file, string name)
    {
        var (path, coding) = file.For(request.Headers.AcceptEncoding);
        var headers = request.HttpContext.Response.Headers;
        // Files get the policy too: a service worker runs under its own.
        headers.ContentSecurityPolicy = IsForInspectors(name) ? Policy + " 'wasm-unsafe-eval'" : Policy;
        headers.CacheControl = IsNamedByContent(name) ? "public, max-age=31536000, immutable" : "no-cache";
        headers.Vary = HeaderNames.AcceptEncoding;
        if (ReferenceEquals(file, Files.GetValueOrDefault(Page)))
        {
            headers.Vary = new[] { HeaderNames.AcceptEncoding, HeaderNames.AcceptLanguage };
            headers.Link = Preloads.Of(name, Languages.Of(request));
        }

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
