using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Localization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Sms;

/// <summary>
/// Texts to the mainland: as Tencent Cloud wants them, by whom the area code says, and by the other if that one does not take them.
/// </summary>
public sealed class TencentSmsTests : IAsyncLifetime
{
    private const string Phone = "+8613800138000";
    private const string Ok =
        """{"Response":{"SendStatusSet":[{"SerialNo":"5000:1","PhoneNumber":"+8613800138000","Fee":1,"SessionContext":"outbox-17","Code":"Ok","Message":"send success","IsoCode":"CN"}],"RequestId":"r"}}""";
    private const string SecretKey = "Gu5t9xGARNpq86cd98joQYCN3EXAMPLE";

    private readonly FakeTimeProvider time = new(new(2022, 7, 12, 2, 0, 10, TimeSpan.Zero));
    private SmsStub tencent = null!;
    private SmsStub azure = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => (tencent, azure) = (await SmsStub.StartAsync(), await SmsStub.StartAsync());

    public async ValueTask DisposeAsync()
    {
        await tencent.DisposeAsync();
        await azure.DisposeAsync();
    }

    [Fact]
    public async Task Send_PostsTheTemplateAndItsValues_Signed()
    {
        tencent.Then(200, Ok);

        var receipt = await Sender().SendAsync(Code("zh-Hans"), Cancellation);

        Assert.Equal(("5000:1", true, "tencent|5000:1"), (receipt.ProviderId, receipt.Accepted, receipt.ReportTag));
        var request = Assert.Single(tencent.Requests);
        Assert.Equal(
            ("POST", "/", "SendSms", "2021-01-11", "ap-guangzhou"),
            (
                request.Method,
                request.PathAndQuery,
                request.Headers["X-TC-Action"],
                request.Headers["X-TC-Version"],
                request.Headers["X-TC-Region"]
            )
        );
        var expected = new JsonObject
        {
            ["PhoneNumberSet"] = new JsonArray(Phone),
            ["SmsSdkAppId"] = "1400006666",
            ["SignName"] = "粤康码",
            ["TemplateId"] = "1001",
            ["TemplateParamSet"] = new JsonArray("482913", "5"),
            ["SessionContext"] = "outbox-17",
        };
        Assert.True(JsonNode.DeepEquals(expected, JsonNode.Parse(request.Body)), request.Body);
        AssertSigned(request);
    }

    /// <summary>
    /// The signature of the published example (cloud.tencent.com/document/api/213/30654), with our service's name in the scope it cannot be
    /// the same; the steps are computed anew here.
    /// </summary>
    private void AssertSigned(SmsStub.Received request)
    {
        static string Hex(byte[] bytes) => Convert.ToHexStringLower(bytes);
        static byte[] Mac(byte[] key, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text));
        var timestamp = request.Headers["X-TC-Timestamp"];
        Assert.Equal(time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture), timestamp);
        var canonical = string.Join(
            '\n',
            "POST",
            "/",
            "",
            $"content-type:{request.Headers["Content-Type"]}",
            $"host:{request.Headers["Host"]}",
            "x-tc-action:sendsms",
            "",
            "content-type;host;x-tc-action",
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(request.Body)))
        );
        var toSign = string.Join(
            '\n',
            "TC3-HMAC-SHA256",
            timestamp,
            "2022-07-12/sms/tc3_request",
            Hex(SHA256.HashData(Encoding.UTF8.GetBytes(canonical)))
        );
        var signature = Hex(Mac(Mac(Mac(Mac(Encoding.UTF8.GetBytes("TC3" + SecretKey), "2022-07-12"), "sms"), "tc3_request"), toSign));
        Assert.Equal(
            $"TC3-HMAC-SHA256 Credential=AKIDEXAMPLE/2022-07-12/sms/tc3_request, SignedHeaders=content-type;host;x-tc-action, Signature={signature}",
            request.Headers["Authorization"]
        );
    }

    [Theory]
    [InlineData("+8613800138000", true)]
    [InlineData("+85251234567", true)]
    [InlineData("+85366123456", true)]
    [InlineData("+447400123456", false)]
    [InlineData("+85561234567", false)]
    public async Task Text_GoesByTheProviderOfItsAreaCode(string phone, bool byTencent)
    {
        tencent.Then(200, Ok);
        azure.Then(202, SmsStub.AcceptedAnswer);

        Assert.True((await Sender().SendAsync(Code("en") with { To = phone }, Cancellation)).Accepted);

        Assert.Equal((byTencent ? 1 : 0, byTencent ? 0 : 1), (tencent.Requests.Count, azure.Requests.Count));
        Assert.Equal(
            byTencent && phone.StartsWith("+86", StringComparison.Ordinal),
            tencent.Requests.Any(request => request.Body.Contains("SignName", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData(
        """{"Response":{"SendStatusSet":[{"SerialNo":"","Code":"FailedOperation.PhoneNumberInBlacklist","Message":"x"}],"RequestId":"r"}}""",
        200
    )]
    [InlineData("""{"Response":{"Error":{"Code":"AuthFailure.SignatureFailure","Message":"x"},"RequestId":"r"}}""", 200)]
    [InlineData("", 500)]
    public async Task Text_ThatOneDoesNotTake_GoesByTheOther(string answer, int status)
    {
        tencent.Then(status, answer);
        azure.Then(202, SmsStub.AcceptedAnswer);

        Assert.Equal("m-1", (await Sender().SendAsync(Code("en"), Cancellation)).ProviderId);
    }

    [Fact]
    public async Task Text_ThatCommunicationServicesRefuses_GoesByTencent()
    {
        azure.Then(
            202,
            """{ "value": [{ "to": "+447400123456", "httpStatusCode": 400, "successful": false, "errorMessage": "no route" }] }"""
        );
        tencent.Then(200, Ok);

        Assert.Equal("5000:1", (await Sender().SendAsync(Code("en") with { To = "+447400123456" }, Cancellation)).ProviderId);
    }

    [Fact]
    public async Task Text_ThatNeitherTakes_IsRefusedAsTheFirstSaid()
    {
        tencent.Then(200, """{"Response":{"SendStatusSet":[{"Code":"LimitExceeded.PhoneNumberThirtySecondLimit"}]}}""");
        azure.Then(403);

        var receipt = await Sender().SendAsync(Code("en"), Cancellation);

        Assert.Equal((false, "LimitExceeded.PhoneNumberThirtySecondLimit", true), (receipt.Accepted, receipt.Error, receipt.Transient));
    }

    /// <summary>It may be on its way: neither repeated nor given to the other.</summary>
    [Fact]
    public async Task Text_WhoseAnswerNeverCame_IsSentByNobodyElse()
    {
        tencent.Then(context =>
        {
            context.Abort();
            return Task.CompletedTask;
        });

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => Sender().SendAsync(Code("en"), Cancellation));

        Assert.False(RoutedSender.WasNotTaken(failure));
        Assert.Equal((1, 0), (tencent.Requests.Count, azure.Requests.Count));
    }

    [Fact]
    public async Task Text_WithoutATemplateInItsLanguage_TakesAnother()
    {
        tencent.Then(200, Ok);

        await Sender().SendAsync(Code("ru"), Cancellation);

        Assert.Equal("1002", (string?)JsonNode.Parse(Assert.Single(tencent.Requests).Body)!["TemplateId"]);
    }

    [Theory]
    [InlineData("", "86=tencent", "Sms:Tencent:SecretId")]
    [InlineData("azure", "86=carrier", "Sms:Routes")]
    [InlineData("azure", "+86=azure", "Sms:Routes")]
    public void Options_Wrong_AreNamed(string provider, string routes, string named)
    {
        var options = new SmsOptions
        {
            Provider = provider.Length == 0 ? "azure" : provider,
            Routes = routes,
            Endpoint = new("https://x.communication.azure.com"),
            From = "GHC",
        };

        Assert.Contains(
            new SmsOptionsValidator().Validate(null, options).Failures!,
            failure => failure.StartsWith(named, StringComparison.Ordinal)
        );
    }

    private static OutgoingMessage Code(string language) =>
        new("outbox-17", Phone, Texts.Get("sms.code", CultureInfo.GetCultureInfo(language), "482913", 5));

    private RoutedSender Sender()
    {
        var options = Options.Create(
            new SmsOptions
            {
                Provider = "azure",
                Routes = "86=tencent;852=tencent;853=tencent",
                Endpoint = azure.Endpoint,
                AccessKey = Convert.ToBase64String(new byte[32]),
                From = "GHC",
                Tencent = new TencentOptions
                {
                    Endpoint = tencent.Endpoint,
                    SecretId = "AKIDEXAMPLE",
                    SecretKey = SecretKey,
                    SdkAppId = "1400006666",
                    SignName = "粤康码",
                    Templates = "code/zh-Hans=1001;code/en=1002",
                },
            }
        );
        var services = new ServiceCollection()
            .AddSingleton(new TencentSms(options, new SmsClientOptions { Transport = tencent.Transport() }, time))
            .AddSingleton(
                new AzureCommunicationSms(
                    options,
                    null!,
                    new SmsClientOptions { Transport = azure.Transport(), Retry = { MaxRetries = 0 } },
                    time
                )
            )
            .BuildServiceProvider();
        return new RoutedSender(services, options, NullLogger<RoutedSender>.Instance);
    }
}
