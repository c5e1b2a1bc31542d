using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Signs a request as Tencent Cloud's API 3.0 wants it (TC3-HMAC-SHA256). A signature lasts for minutes, so it belongs behind the retries.
/// Source: cloud.tencent.com/document/api/382/52072
/// </summary>
public sealed class TencentSignature(TencentOptions options, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public const string ContentType = "application/json; charset=utf-8";
    private const string Algorithm = "TC3-HMAC-SHA256";
    private const string Service = "sms";
    private const string Signed = "content-type;host;x-tc-action";

    public override void OnSendingRequest(HttpMessage message)
    {
        using var body = new MemoryStream();
        message.Request.Content?.WriteTo(body, CancellationToken.None);
        var headers = message.Request.Headers;
        headers.TryGetValue("X-TC-Action", out var action);
        var now = time.GetUtcNow();
        headers.SetValue("X-TC-Timestamp", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        headers.SetValue(
            "Authorization",
            Authorization(options.SecretId, options.SecretKey, message.Request.Uri.ToUri().Authority, action!, body.ToArray(), now)
        );
    }

    internal static string Authorization(string id, string key, string host, string action, byte[] body, DateTimeOffset now)
    {
        var day = now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var scope = $"{day}/{Service}/tc3_request";
        var request =
            $"POST\n/\n\ncontent-type:{ContentType}\nhost:{host}\nx-tc-action:{action.ToLowerInvariant()}\n\n{Signed}\n{Hex(SHA256.HashData(body))}";
        var toSign = $"{Algorithm}\n{now.ToUnixTimeSeconds()}\n{scope}\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request)))}";
        var signing = Mac(Mac(Mac(Encoding.UTF8.GetBytes($"TC3{key}"), day), Service), "tc3_request");
        return $"{Algorithm} Credential={id}/{scope}, SignedHeaders={Signed}, Signature={Hex(Mac(signing, toSign))}";
    }

    private static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));

    private static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
}
