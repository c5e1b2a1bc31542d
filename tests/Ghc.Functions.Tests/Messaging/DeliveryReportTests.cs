using System.Text.Json;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Messaging;

/// <summary>
/// A text that does not arrive: the traveler hears of it at the next try, need not wait, and can tell nothing about whose phone it is.
/// </summary>
public sealed class DeliveryReportTests(Azurite azurite)
{
    private static readonly MessageReceipt Refused = new("p-1", Accepted: false, "400 no such number", Transient: false);

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Report_Failed_NextTrySaysSoAtOnce_ForKnownAndUnknownPhonesAlike(bool known)
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        if (known)
        {
            await anna.ApplyAsync(app, client);
        }

        await anna.SmsCodeAsync(app, client);
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(429);

        await ReportAsync(app, anna, app.Settings.Sms.Handed[^1].Id, "Failed");
        var again = (await client.PostAsync("api/sms-codes", new { phone = anna.Phone }, language: "en")).Expect(202);

        Assert.True((bool)again["lastTextFailed"]!);
        Assert.StartsWith("Our last text did not reach this phone.", again.Text("advice"), StringComparison.Ordinal);
        Assert.Equal(["expiresAt", "resendAfterSeconds", "lastTextFailed", "advice"], again.Json!.AsObject().Select(member => member.Key));

        // Said once; the wait is there again.
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(429);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(
            ["expiresAt", "resendAfterSeconds"],
            (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202).Json!.AsObject().Select(member => member.Key)
        );
    }

    [Fact]
    public async Task Provider_RefusesForGood_NextTrySaysSoAndNothingIsRepeated()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        app.Settings.Sms.Refuse = _ => Refused;
        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202);
        await app.DrainAsync("sms-outbox");

        app.Settings.Sms.Refuse = _ => null;
        Assert.True((bool)(await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202)["lastTextFailed"]!);
        await app.DrainAsync("sms-outbox");

        Assert.Equal(2, app.Settings.Sms.Handed.Count);
        Assert.Single(await anna.TextsAsync(client));
        Assert.Empty(await app.PoisonAsync("sms-outbox"));
    }

    [Theory]
    [InlineData("Delivered")]
    [InlineData("Failed", "some other text")]
    public async Task Report_OfSuccessOrOfATextThatIsNotOurs_ChangesNothing(string status, string? tag = null)
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.SmsCodeAsync(app, client);

        await ReportAsync(app, anna, tag ?? app.Settings.Sms.Handed[^1].Id, status);

        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(429);
        Assert.Empty(await app.PoisonAsync("sms-delivery-reports"));
    }

    [Fact]
    public async Task Report_TheSameAgain_AfterALaterCodeArrived_SaysNothing()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.SmsCodeAsync(app, client);
        var first = app.Settings.Sms.Handed[^1].Id;
        await ReportAsync(app, anna, first, "Failed");
        await anna.SmsCodeAsync(app, client);

        await ReportAsync(app, anna, first, "Failed");

        (await client.PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(429);
    }

    [Theory]
    [InlineData("no json", "body: body.json")]
    [InlineData("""{"type":"Microsoft.Communication.SMSReceived","data":{}}""", "type: message.schema")]
    [InlineData("""{"type":"Microsoft.Communication.SMSDeliveryReportReceived"}""", "data.deliveryStatus: field.missing")]
    [InlineData(
        """{"type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":"Failed"}}""",
        "data.tag: field.missing"
    )]
    [InlineData(
        """{"type":"Microsoft.Communication.SMSDeliveryReportReceived","data":{"deliveryStatus":"Failed","tag":"x","to":"GHC"}}""",
        "phone."
    )]
    public async Task Report_NotUnderstood_IsPutAsideWithItsReason(string message, string reason)
    {
        await using var app = new GhcApp(azurite);
        _ = app.CreateClient();

        await app.SendAsync("sms-delivery-reports", message);
        await app.DrainAsync("sms-delivery-reports");

        Assert.Equal([message], await app.PoisonAsync("sms-delivery-reports"));
        var recorded = await app.Services.GetRequiredService<PoisonTable>().ReasonAsync("sms-delivery-reports", message, TestEnd);
        Assert.Contains(reason, recorded, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_QueuedTwiceUnderOneId_IsHandedOverOnce()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await QueueTextAsync(app, anna);
        await app.DrainAsync("sms-outbox");

        app.Clock.Advance(TimeSpan.FromHours(1));
        await QueueTextAsync(app, anna);
        await app.DrainAsync("sms-outbox");

        Assert.Equal("hello", Assert.Single(await anna.TextsAsync(client)));
        Assert.Single(app.Settings.Sms.Handed);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Send_DiesAnywhere_SendsOnceAndRemembersARefusal(bool refused)
    {
        Traveler anna = new();
        await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                anna = new Traveler();
                await anna.SmsCodeAsync(app, app.CreateClient());
                await app.DrainAsync("sms-outbox");
                app.Settings.Sms.Refuse = _ => refused ? Refused : null;
                var message = TextMessage(app, anna);
                return living => living.Function<SendText>().Run(message, TestEnd);
            },
            async app =>
            {
                Assert.Equal(refused ? 0 : 1, (await anna.TextsAsync(app.CreateClient())).Count(text => text == "hello"));
                Assert.Single(
                    app.Settings.Sms.Handed.Where(text => text.Text == "hello").Select(text => (text.Id, text.QueuedAt)).Distinct()
                );
                app.Clock.Advance(TimeSpan.FromMinutes(1));
                var next = await app.CreateClient().PostAsync("api/sms-codes", new { phone = anna.Phone });
                Assert.Equal(refused, next.Expect(202).Json!["lastTextFailed"] is not null);
            }
        );
    }

    [Fact]
    public async Task Report_DiesAnywhere_IsRemembered()
    {
        Traveler anna = new();
        await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                anna = new Traveler();
                await anna.SmsCodeAsync(app, app.CreateClient());
                await app.DrainAsync("sms-outbox");
                var report = Report(anna, app.Settings.Sms.Handed[^1].Id, "Failed");
                return living => living.Function<RecordDeliveryReport>().Run(report, TestEnd);
            },
            async app =>
                Assert.True(
                    (bool)(await app.CreateClient().PostAsync("api/sms-codes", new { phone = anna.Phone })).Expect(202)["lastTextFailed"]!
                )
        );
    }

    [Fact]
    public async Task Purge_AfterTwoDays_LeavesOnlyWhatIsYounger()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await new Traveler().SmsCodeAsync(app, client);
        app.Clock.Advance(TimeSpan.FromDays(1));
        await new Traveler().SmsCodeAsync(app, client);
        await app.DrainAsync("sms-outbox");
        app.Clock.Advance(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(1));

        await app.Function<PurgeTextDeliveries>().Run(new TimerInfo(), TestEnd);

        var deliveries = app.Services.GetRequiredService<TextDeliveriesTable>();
        bool[] known = await Task.WhenAll(
            app.Settings.Sms.Handed.Select(async text => await deliveries.FindAsync(text.Id, TestEnd) is not null)
        );
        Assert.Equal([false, true], known);
    }

    private static Task QueueTextAsync(GhcApp app, Traveler traveler)
    {
        Assert.False(Domain.Accounts.PhoneNumber.ParseE164(traveler.E164).Refused(out _, out var phone));
        return app.Services.GetRequiredService<TextQueue>().SendAsync("hello|1", phone!, "hello", TestEnd);
    }

    /// <summary>A message as it stands in the queue.</summary>
    private static string TextMessage(GhcApp app, Traveler traveler)
    {
        var content = app
            .Services.GetRequiredService<Sealer>()
            .SealJson(new TextContent(traveler.E164, "hello"), TextingJson.Types.TextContent, "sms-outbox|hello|1");
        return JsonSerializer.Serialize(
            new
            {
                schema = "ghc.text.v1",
                id = "hello|1",
                queuedAt = app.Clock.GetUtcNow(),
                @sealed = content,
            }
        );
    }

    private static async Task ReportAsync(GhcApp app, Traveler traveler, string tag, string status)
    {
        await app.DrainAsync("sms-outbox");
        await app.SendAsync("sms-delivery-reports", Report(traveler, tag, status));
        await app.DrainAsync("sms-delivery-reports");
    }

    /// <summary>As the provider's documentation shows it, with members that nobody here reads.</summary>
    private static string Report(Traveler traveler, string tag, string status) =>
        JsonSerializer.Serialize(
            new
            {
                id = "Outgoing_202009180022176e2bd5-5e5a-4d0b-a3c8-3a1c0ad0f2a0",
                source = "/subscriptions/x/resourceGroups/y/providers/Microsoft.Communication/CommunicationServices/z",
                type = "Microsoft.Communication.SMSDeliveryReportReceived",
                subject = "/phonenumber/8525110000",
                specversion = "1.0",
                time = "2022-07-15T02:00:05Z",
                data = new
                {
                    messageId = "Outgoing_202009180022176e2bd5-5e5a-4d0b-a3c8-3a1c0ad0f2a0",
                    from = "GHC",
                    to = traveler.E164,
                    deliveryStatus = status,
                    deliveryStatusDetails = "",
                    receivedTimestamp = "2022-07-15T02:00:05.0Z",
                    tag,
                },
            }
        );
}
