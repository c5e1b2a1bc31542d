using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.Features;

namespace Ghc.LocalHost.Texts;

/// <summary>
/// Checks the signature of a request as Azure Communication Services does.
/// https://learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
/// </summary>
internal sealed class AccessKeySignature(byte[] key, TimeProvider time)
{
    private const string Scheme = "HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=";

    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    /// <returns>Why the request is refused; null if it is signed.</returns>
    public string? Problem(HttpRequest request, byte[] body)
    {
        var date = request.Headers["x-ms-date"].ToString();
        var hash = request.Headers["x-ms-content-sha256"].ToString();
        var authorization = request.Headers.Authorization.ToString();
        if (!authorization.StartsWith(Scheme, StringComparison.Ordinal))
        {
            return "The header Authorization must be signed with an access key.";
        }

        if (
            !DateTimeOffset.TryParseExact(date, "R", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var signedAt)
            || (time.GetUtcNow() - signedAt).Duration() > Validity
        )
        {
            return "The header x-ms-date must be the time of now.";
        }

        if (hash != Convert.ToBase64String(SHA256.HashData(body)))
        {
            return "The header x-ms-content-sha256 must be the hash of the body.";
        }

        var target = request.HttpContext.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var expected = HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{request.Method}\n{target}\n{date};{request.Host.Value};{hash}"));
        return IsSame(authorization[Scheme.Length..], expected) ? null : "The signature is not that of this access key.";
    }

    private static bool IsSame(string given, byte[] expected)
    {
        var bytes = new byte[expected.Length];
        return Convert.TryFromBase64String(given, bytes, out var length)
            && length == expected.Length
            && CryptographicOperations.FixedTimeEquals(bytes, expected);
    }
}
