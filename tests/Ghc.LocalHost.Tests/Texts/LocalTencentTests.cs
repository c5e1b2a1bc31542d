using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Ghc.LocalHost.Tests.Support;

namespace Ghc.LocalHost.Tests.Texts;

/// <summary>The imitation of Tencent Cloud answers as the real one, and lists what it was sent beside the other texts.</summary>
public sealed class LocalTencentTests(SharedHost shared) : IClassFixture<SharedHost>
{
    private readonly string phone = $"+86138{RandomNumberGenerator.GetInt32(10_000_000, 99_999_999)}";

    [Fact]
    public async Task Text_ThatIsSigned_IsAcceptedAndListed()
    {
        var status = (await SendAsync(Body())).GetProperty("SendStatusSet")[0];

        Assert.Equal(
            ("Ok", phone, "text-1"),
            (
                status.GetProperty("Code").GetString(),
                status.GetProperty("PhoneNumber").GetString(),
                status.GetProperty("SessionContext").GetString()
            )
        );
        using var list = await shared.Host.Client.GetAsync(
            $"local/sms?to={Uri.EscapeDataString(phone)}",
            TestContext.Current.CancellationToken
        );
        using var texts = JsonDocument.Parse(await list.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        Assert.Equal("code/zh-Hans 482913 5", Assert.Single(texts.RootElement.EnumerateArray()).GetProperty("text").GetString());
    }

    [Theory]
    [InlineData("key", "AuthFailure.SignatureFailure")]
    [InlineData("body", "AuthFailure.SignatureFailure")]
    [InlineData("time", "AuthFailure.SignatureExpire")]
    [InlineData("action", "InvalidAction")]
    [InlineData("shape", "MissingParameter")]
    public async Task Text_ThatIsWrong_IsRefusedByCode(string wrong, string code) =>
        Assert.Equal(code, (await SendAsync(wrong == "shape" ? "{}" : Body(), wrong)).GetProperty("Error").GetProperty("Code").GetString());

    [Fact]
    public async Task Phone_ThatIsNone_HasAResultOfItsOwn() =>
        Assert.StartsWith(
            "InvalidParameterValue",
            (await SendAsync(Body().Replace(phone, "138", StringComparison.Ordinal)))
                .GetProperty("SendStatusSet")[0]
                .GetProperty("Code")
                .GetString(),
            StringComparison.Ordinal
        );

    private string Body() =>
        $$"""
            {"PhoneNumberSet":["{{phone}}"],"SmsSdkAppId":"1400000000","SignName":"GHC","TemplateId":"code/zh-Hans","TemplateParamSet":["482913","5"],"SessionContext":"text-1"}
            """;

    private async Task<JsonElement> SendAsync(string body, string wrong = "")
    {
        static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
        static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        var endpoint = new Uri(await shared.Host.GetAsync("api/setting?name=Sms:Tencent:Endpoint"));
        var key = wrong == "key" ? "other" : await shared.Host.GetAsync("api/setting?name=Sms:Tencent:SecretKey");
        var id = await shared.Host.GetAsync("api/setting?name=Sms:Tencent:SecretId");
        var now = TimeProvider.System.GetUtcNow() - (wrong == "time" ? TimeSpan.FromMinutes(10) : TimeSpan.Zero);
        var (seconds, day) = (
            now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture),
            now.UtcDateTime.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        var action = wrong == "action" ? "SendPostcard" : "SendSms";
        var canonical =
            $"POST\n/\n\ncontent-type:application/json; charset=utf-8\nhost:{endpoint.Authority}\nx-tc-action:{action.ToLowerInvariant()}\n\ncontent-type;host;x-tc-action\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(body)))}";
        var toSign = $"TC3-HMAC-SHA256\n{seconds}\n{day}/sms/tc3_request\n{Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))}";
        var signature = Hex(Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + key), day), "sms"), "tc3_request"), toSign));
        using var request = new HttpRequestMessage(HttpMethod.Post, endpoint)
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(wrong == "body" ? body + " " : body)),
        };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", "application/json; charset=utf-8");
        request.Headers.TryAddWithoutValidation("X-TC-Action", action);
        request.Headers.TryAddWithoutValidation("X-TC-Version", "2021-01-11");
        request.Headers.TryAddWithoutValidation("X-TC-Timestamp", seconds);
        request.Headers.TryAddWithoutValidation(
            "Authorization",
            $"TC3-HMAC-SHA256 Credential={id}/{day}/sms/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature={signature}"
        );
        using var answer = await shared.Host.Client.SendAsync(request, TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        return json.RootElement.GetProperty("Response").Clone();
    }
}
