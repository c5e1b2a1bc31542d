using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// Signs a request with the access key of a Communication Services resource. A signature lasts for minutes only, so it belongs behind the
/// retries. Source: learn.microsoft.com/azure/communication-services/tutorials/hmac-header-tutorial
/// </summary>
public sealed class AccessKeyPolicy(byte[] key, TimeProvider time) : HttpPipelineSynchronousPolicy
{
    public override void OnSendingRequest(HttpMessage message)
    {
        var request = message.Request;
        var uri = request.Uri.ToUri();
        var date = time.GetUtcNow().ToString("R", CultureInfo.InvariantCulture);
        var hash = Convert.ToBase64String(ContentHash(request.Content));
        var toSign = $"{request.Method.Method}\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}";
        var signature = Convert.ToBase64String(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(toSign)));

        request.Headers.SetValue("x-ms-date", date);
        request.Headers.SetValue("x-ms-content-sha256", hash);
        request.Headers.SetValue("Authorization", $"HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}");
    }

    private static byte[] ContentHash(RequestContent? content)
    {
        using var body = new MemoryStream();
        content?.WriteTo(body, CancellationToken.None);
        return SHA256.HashData(body.GetBuffer().AsSpan(0, (int)body.Length));
    }
}
