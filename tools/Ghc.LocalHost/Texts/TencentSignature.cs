using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Ghc.LocalHost.Texts;

/// <summary>
/// Checks the signature of a request as Tencent Cloud's API 3.0 does (TC3-HMAC-SHA256). https://cloud.tencent.com/document/api/382/52072
/// </summary>
internal sealed class TencentSignature(string id, string key, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromMinutes(5);

    /// <returns>The code of the error; null if the request is signed.</returns>
    public string? Problem(HttpRequest request, byte[] body)
    {
        if (
            !long.TryParse(request.Headers["X-TC-Timestamp"], CultureInfo.InvariantCulture, out var seconds)
            || (time.GetUtcNow() - DateTimeOffset.FromUnixTimeSeconds(seconds)).Duration() > Validity
        )
        {
            return "AuthFailure.SignatureExpire";
        }

        var day = DateTimeOffset.FromUnixTimeSeconds(seconds).UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{day}/sms/tc3_request";
        const string Signed = "content-type;host;x-tc-action";
        var canonical = string.Join(
            '\n',
            request.Method,
            "/",
            "",
            $"content-type:{request.ContentType}",
            $"host:{request.Host.Value}",
            $"x-tc-action:{request.Headers["X-TC-Action"].ToString().ToLowerInvariant()}",
            "",
            Signed,
            Hash(body)
        );
        var toSign = string.Join('\n', "TC3-HMAC-SHA256", seconds, scope, Hash(Encoding.UTF8.GetBytes(canonical)));
        var signing = Mac(Mac(Mac(Encoding.UTF8.GetBytes($"TC3{key}"), day), "sms"), "tc3_request");
        var expected =
            $"TC3-HMAC-SHA256 Credential={id}/{scope}, SignedHeaders={Signed}, Signature={Convert.ToHexStringLower(Mac(signing, toSign))}";
        return CryptographicOperations.FixedTimeEquals(
            Encoding.UTF8.GetBytes(expected),
            Encoding.UTF8.GetBytes(request.Headers.Authorization.ToString())
        )
            ? null
            : "AuthFailure.SignatureFailure";
    }

    private static string Hash(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
}
