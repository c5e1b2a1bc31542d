using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ghc.Platform.Http;

/// <summary>Compression of answers, as the client's Accept-Encoding allows it.</summary>
public static class ContentCoding
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    /// <summary>The first of the offered codings that the client accepts; null if it accepts none.</summary>
    public static string? Choose(StringValues acceptEncoding, params IEnumerable<string> offered)
    {
        var accepted = StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var list) ? list : [];
        return offered.FirstOrDefault(coding =>
            accepted.Any(wish => wish.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && wish.Quality != 0)
        );
    }
}
