using System.Collections.Frozen;
using System.Security.Cryptography;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ghc.Functions.Web;

/// <summary>A file of the web client, with the compressed copies that its build laid beside it.</summary>
/// <param name="Codings">Paths by content coding, the smallest first.</param>
public sealed record PageFile(string Path, string ContentType, EntityTagHeaderValue Tag, IReadOnlyList<(string Name, string Path)> Codings)
{
    private static readonly string[] Known = [ContentCoding.Brotli, ContentCoding.Gzip];

    private static readonly FileExtensionContentTypeProvider Types = new()
    {
        Mappings = { [".webmanifest"] = "application/manifest+json", [".js"] = "text/javascript" },
    };

    /// <summary>
    /// Everything below <paramref name="folder"/> by its path in the site. Only what stands here is ever served, so no path of a request
    /// reaches the disk.
    /// </summary>
    public static FrozenDictionary<string, PageFile> ReadAll(string folder) =>
        !Directory.Exists(folder)
            ? FrozenDictionary<string, PageFile>.Empty
            : Directory
                .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
                .Where(file => !IsCompressed(file))
                .ToFrozenDictionary(file => System.IO.Path.GetRelativePath(folder, file).Replace('\\', '/'), Read, StringComparer.Ordinal);

    /// <summary>The copy for what the browser accepts, and its coding if it has one.</summary>
    public (string Path, string? Coding) For(StringValues acceptEncoding)
    {
        var chosen = ContentCoding.Choose(acceptEncoding, Codings.Select(coding => coding.Name));
        return chosen is null ? (Path, null) : (Codings.First(coding => coding.Name == chosen).Path, chosen);
    }

    private static PageFile Read(string file)
    {
        var type = Types.TryGetContentType(file, out var known) ? known : "application/octet-stream";
        var text =
            type.StartsWith("text/", StringComparison.Ordinal)
            || type.EndsWith("json", StringComparison.Ordinal)
            || type.EndsWith("+xml", StringComparison.Ordinal);
        using var content = File.OpenRead(file);
        var tag = new EntityTagHeaderValue($"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..20]}\"", isWeak: true);
        var codings = Known.Select(name => (name, Path: file + Suffix(name))).Where(coding => File.Exists(coding.Path)).ToList();
        return new PageFile(file, text ? type + "; charset=utf-8" : type, tag, codings);
    }

    private static bool IsCompressed(string file) =>
        Known.Any(name => file.EndsWith(Suffix(name), StringComparison.Ordinal) && File.Exists(file[..^Suffix(name).Length]));

    private static string Suffix(string coding) => coding == ContentCoding.Gzip ? ".gz" : "." + coding;
}
