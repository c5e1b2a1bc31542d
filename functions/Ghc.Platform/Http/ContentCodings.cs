using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Ghc.Platform.Http;

/// <summary>The content codings that browsers accept (RFC 9110, 12.5.3), the smallest first.</summary>
public static class ContentCodings
{
    public const string Brotli = "br";
    public const string Gzip = "gzip";

    public static readonly IReadOnlyList<string> All = [Brotli, Gzip];

    /// <summary>Those of <see cref="All"/> that the client takes.</summary>
    public static IEnumerable<string> AcceptedBy(StringValues acceptEncoding)
    {
        var accepted = StringWithQualityHeaderValue.TryParseList(acceptEncoding, out var list) ? list : [];
        return All.Where(coding => accepted.Any(wish => wish.Value.Equals(coding, StringComparison.OrdinalIgnoreCase) && wish.Quality != 0));
    }
}
