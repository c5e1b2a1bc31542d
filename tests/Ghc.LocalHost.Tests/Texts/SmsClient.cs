using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>Sends texts as an app does that knows the access key.</summary>
internal sealed class SmsClient(HttpClient client, string endpoint, string key)
{
    public const string Version = "2021-03-07";

    public static string Body(string to, string text, string id, DateTimeOffset firstSent) =>
        $$"""
            {"from":"+85230000000","smsRecipients":[{"to":"{{to}}","repeatabilityRequestId":"{{id}}","repeatabilityFirstSent":"{{firstSent.ToString(
                "R",
                CultureInfo.InvariantCulture
            )}}"}],
             "message":"{{text}}","smsSendOptions":{"enableDeliveryReport":true,"tag":"t"} }
            """;

    public async Task<HttpResponseMessage> SendAsync(
        string body,
        Change change = Change.None,
        string version = Version,
        string path = "sms",
        string? operation = null
    )
    {
        var uri = new Uri($"{endpoint}{path}?api-version={version}");
        var date = (TimeProvider.System.GetUtcNow() - (change == Change.OldDate ? TimeSpan.FromMinutes(10) : TimeSpan.Zero)).ToString(
            "R",
            CultureInfo.InvariantCulture
        );
        var hash = Convert.ToBase64String(SHA256.HashData(Encoding.UTF8.GetBytes(body)));
        var secret = change == Change.OtherKey ? new byte[64] : Convert.FromBase64String(key);
        var signature = Convert.ToBase64String(
            HMACSHA256.HashData(secret, Encoding.UTF8.GetBytes($"POST\n{uri.PathAndQuery}\n{date};{uri.Authority};{hash}"))
        );
        using var request = new HttpRequestMessage(HttpMethod.Post, uri)
        {
            Content = new StringContent(change == Change.OtherBody ? body + " " : body, Encoding.UTF8, "application/json"),
        };
        if (operation is not null)
        {
            request.Headers.Add("Operation-Id", operation);
        }

        if (change != Change.Unsigned)
        {
            request.Headers.Add("x-ms-date", date);
            request.Headers.Add("x-ms-content-sha256", hash);
            request.Headers.Authorization = new AuthenticationHeaderValue(
                "HMAC-SHA256",
                $"SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature={signature}"
            );
        }

        return await client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    internal enum Change
    {
        None,
        Unsigned,
        OtherKey,
        OtherBody,
        OldDate,
    }
}
