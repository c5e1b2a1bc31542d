using System.Security.Cryptography;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting.Provider;

namespace Ghc.Functions.Tests.Sms;

/// <summary>Reports over HTTP: only from whom they should come, and all of them into the queue.</summary>
public sealed class ReportWebhookTests(Azurite azurite) : IAsyncLifetime
{
    private const string Path = "api/delivery-reports";
    private const string CallbackKey = "0123456789abcdefghij";

    private EntraStub entra = null!;

    public async ValueTask InitializeAsync() => entra = await EntraStub.StartAsync();

    public ValueTask DisposeAsync() => entra.DisposeAsync();

    [Fact]
    public async Task EventGrid_ReportsThatATextFailed_AndTheNextTrySaysSo()
    {
        await using var app = App();
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.SmsCodeAsync(app, client);
        object[] events = [Event("someone else's", anna.E164, "Delivered"), Event(app.Settings.Sms.Handed[^1].Id, anna.E164, "Failed")];

        (await client.CallAsync(HttpMethod.Post, Path, events, entra.Token(app.Clock.GetUtcNow()))).Expect(204);
        await app.DrainAsync("sms-delivery-reports");

        Assert.True((bool)(await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202)["lastTextFailed"]!);
    }

    [Fact]
    public async Task EventGrid_WhatNobodyUnderstands_IsPutAside_AndNotLost()
    {
        await using var app = App();
        var client = app.CreateClient();

        (
            await client.CallAsync(
                HttpMethod.Post,
                Path,
                new object[] { 7, new { type = "Microsoft.EventGrid.Other" } },
                entra.Token(app.Clock.GetUtcNow())
            )
        ).Expect(204);
        await app.DrainAsync("sms-delivery-reports");

        await Wait.UntilAsync(async () => (await app.PoisonAsync("sms-delivery-reports")).Count == 2);
        (await client.CallAsync(HttpMethod.Post, Path, "{", entra.Token(app.Clock.GetUtcNow()))).Expect(400);
    }

    [Fact]
    public async Task Handshake_WithEventGrid_IsAnswered_WithOthersNot()
    {
        await using var app = App();
        var client = app.CreateClient();
        async Task<HttpResponseMessage> AskAsync(string origin)
        {
            using var request = new HttpRequestMessage(HttpMethod.Options, Path) { Headers = { { "WebHook-Request-Origin", origin } } };
            return await client.SendAsync(request, TestContext.Current.CancellationToken);
        }

        using var yes = await AskAsync("eventgrid.azure.net");
        using var no = await AskAsync("evil.example");

        Assert.Equal(("eventgrid.azure.net", 404), (yes.Headers.GetValues("WebHook-Allowed-Origin").Single(), (int)no.StatusCode));
        Assert.True(yes.IsSuccessStatusCode);
    }

    [Theory]
    [InlineData("none", 401)]
    [InlineData("audience", 401)]
    [InlineData("issuer", 401)]
    [InlineData("key", 401)]
    [InlineData("expired", 401)]
    [InlineData("early", 401)]
    [InlineData("unsigned", 401)]
    [InlineData("caller", 403)]
    public async Task EventGrid_TokenThatIsNotItsOwn_IsRefused(string wrong, int status)
    {
        await using var app = App();
        var client = app.CreateClient();
        var now = app.Clock.GetUtcNow();
        using var other = RSA.Create(2048);
        var token = wrong switch
        {
            "audience" => entra.Token(now, audience: Guid.NewGuid().ToString()),
            "issuer" => entra.Token(now, issuer: $"https://sts.windows.net/{Guid.NewGuid()}/"),
            "key" => entra.Token(now, signedBy: other),
            "expired" => entra.Token(now.AddHours(-2)),
            "early" => entra.Token(now.AddMinutes(10)),
            "unsigned" => string.Join('.', entra.Token(now).Split('.')[..2]) + ".",
            "caller" => entra.Token(now, caller: Guid.NewGuid().ToString()),
            _ => null,
        };

        (await client.CallAsync(HttpMethod.Post, Path, new[] { Event("x", "+85251234567", "Failed") }, token)).Expect(status);

        Assert.Equal(
            0,
            (await app.Queues.GetQueueClient("sms-delivery-reports").GetPropertiesAsync(TestContext.Current.CancellationToken))
                .Value
                .ApproximateMessagesCount
        );
    }

    [Fact]
    public async Task EventGrid_TenantAway_IsAskedToComeBack()
    {
        var settings = Settings();
        settings.Values["DeliveryReports:Authority"] = "http://127.0.0.1:1/";
        await using var app = new GhcApp(settings);

        var answer = await app.CreateClient().CallAsync(HttpMethod.Post, Path, Array.Empty<object>(), entra.Token(app.Clock.GetUtcNow()));

        Assert.Equal((503, "temporarily-unavailable"), (answer.Status, answer.Code));
    }

    [Fact]
    public async Task Tencent_ReportsByTheSerialNumber_AndOnlyWithTheKey()
    {
        await using var app = App();
        var (client, anna) = (app.CreateClient(), new Traveler());
        app.Settings.Sms.Refuse = _ => new MessageReceipt("5000:1", Accepted: true, Error: null, Transient: false)
        {
            ReportTag = TencentSms.TagPrefix + "5000:1",
        };
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        await app.DrainAsync("sms-outbox");
        var reports = new[]
        {
            new Dictionary<string, string>
            {
                ["user_receive_time"] = "2022-07-15 10:00:00",
                ["nationcode"] = "852",
                ["mobile"] = anna.Number,
                ["report_status"] = "FAIL",
                ["errmsg"] = "MK:0001",
                ["sid"] = "5000:1",
            },
        };

        (await client.CallAsync(HttpMethod.Post, $"{Path}/tencent/{CallbackKey[..^1]}x", reports, null)).Expect(401);
        var taken = (await client.CallAsync(HttpMethod.Post, $"{Path}/tencent/{CallbackKey}", reports, null)).Expect(200);
        await app.DrainAsync("sms-delivery-reports");

        Assert.Equal(0, (int)taken["result"]!);
        Assert.True((bool)(await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202)["lastTextFailed"]!);
    }

    private static object Event(string tag, string to, string status) =>
        new
        {
            id = Guid.NewGuid(),
            specversion = "1.0",
            type = "Microsoft.Communication.SMSDeliveryReportReceived",
            data = new
            {
                messageId = "m",
                from = "GHC",
                to,
                deliveryStatus = status,
                tag,
            },
        };

    private GhcApp App() => new(Settings());

    private AppSettings Settings()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["DeliveryReports:TenantId"] = entra.Tenant;
        settings.Values["DeliveryReports:ApplicationId"] = entra.Application;
        settings.Values["DeliveryReports:Authority"] = entra.Authority;
        settings.Values["Sms:Tencent:CallbackKey"] = CallbackKey;
        return settings;
    }
}
