using System.Text.Json;
using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Messaging;

/// <summary>
/// Mail that comes back ends further mail until the address is proven again; texts that do not arrive are followed by mail.
/// </summary>
public sealed class EmailReportTests(Azurite azurite)
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Bounced", true, true)]
    [InlineData("Suppressed", true, true)]
    [InlineData("Failed", true, false)]
    [InlineData("Quarantined", true, false)]
    [InlineData("FilteredSpam", true, false)]
    [InlineData("Delivered", false, false)]
    [InlineData("Expanded", false, false)]
    public async Task Report_SaysSoAtTheNextCode_AndABounceShowsInTheAccount(string status, bool failed, bool bounced)
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var token = await new Traveler().ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        await mail.CodeAsync(client);

        await ReportAsync(app, mail, status);

        var again = await mail.AskAsync(client, "en");
        Assert.Equal(failed ? 202 : 429, again.Status);
        Assert.Equal(failed, (bool?)again.Json!["lastTextFailed"] ?? false);
        Assert.Equal(
            failed,
            again.Json["advice"]?.ToString().StartsWith("Our last e-mail did not reach this address.", StringComparison.Ordinal) ?? false
        );
        Assert.Equal(bounced, (await client.GetAsync("api/account", token))["email"]["bouncedAt"] is not null);
    }

    [Fact]
    public async Task Report_OfAnAddressWithoutAccount_LooksTheSame()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        await mail.CodeAsync(client);

        await ReportAsync(app, mail, "Bounced");

        Assert.Equal(
            ["expiresAt", "resendAfterSeconds", "lastTextFailed", "advice"],
            (await mail.AskAsync(client)).Expect(202).Json!.AsObject().Select(member => member.Key)
        );
    }

    [Fact]
    public async Task TextsThatDoNotArrive_AreFollowedByMail_UntilThatBounces_AndAgainOnceProven()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        await app.DrainAsync();

        Assert.Equal((1, 0), await NoticesAsync(app, client, token, anna, mail));
        await ReportTextAsync(app, anna);
        Assert.Equal((1, 1), await NoticesAsync(app, client, token, anna, mail));

        await ReportAsync(app, mail, "Bounced");
        Assert.Equal((2, 1), await NoticesAsync(app, client, token, anna, mail));

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await mail.ProveAsync(client, token);
        Assert.Null((await client.GetAsync("api/account", token))["email"]["bouncedAt"]);
        Assert.Equal((2, 2), await NoticesAsync(app, client, token, anna, mail));
    }

    [Theory]
    [InlineData("""{"type":"Microsoft.Communication.EmailDeliveryReportReceived"}""", "data.status: field.missing")]
    [InlineData(
        """{"type":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"status":"Bounced"}}""",
        "data.messageId: field.missing"
    )]
    [InlineData(
        """{"type":"Microsoft.Communication.EmailDeliveryReportReceived","data":{"status":"Bounced","messageId":"x","recipient":"nobody"}}""",
        "data.recipient: email.address"
    )]
    public async Task Report_NotUnderstood_IsPutAsideWithItsReason(string message, string reason)
    {
        await using var app = new GhcApp(azurite);
        _ = app.CreateClient();

        await app.SendAsync("sms-delivery-reports", message);
        await app.DrainAsync("sms-delivery-reports");

        Assert.Equal([message], await app.PoisonAsync("sms-delivery-reports"));
        Assert.Contains(reason, await app.PoisonReasonAsync(message, "sms-delivery-reports"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bounce_DiesAnywhere_IsRemembered()
    {
        var (mail, token) = (new Mailbox(), "");
        await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                (var client, mail) = (app.CreateClient(), new Mailbox());
                token = await new Traveler().ApplyAsync(app, client);
                await mail.ProveAsync(client, token);
                app.Clock.Advance(TimeSpan.FromMinutes(1));
                await mail.CodeAsync(client);
                await app.DrainAsync("sms-outbox");
                var report = Report(mail, app.Settings.Sms.Handed[^1].Id, "Bounced");
                return living => living.Function<RecordDeliveryReport>().Run(report, TestEnd);
            },
            async app =>
            {
                var client = app.CreateClient();
                Assert.NotNull((await client.GetAsync("api/account", token))["email"]["bouncedAt"]);
                Assert.True((bool)(await mail.AskAsync(client)).Expect(202)["lastTextFailed"]!);
            }
        );
    }

    [Fact]
    public async Task Purge_ForgetsCodesOfAddresses_AndKeepsWhoseTheyAre()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        await mail.ProveAsync(client, await new Traveler().ApplyAsync(app, client));
        await new Mailbox().CodeAsync(client);
        await app.DrainAsync();
        app.Clock.Advance(TimeSpan.FromDays(2));

        await app.Function<PurgeExpired>().Run(new TimerInfo(), TestEnd);

        var rows = await app.RowsAsync("Accounts");
        Assert.Equal(
            (1, 1, 1),
            (
                rows.Count(row => row.RowKey == "email-claim"),
                rows.Count(row => row.RowKey == "sms-code"),
                rows.Count(row => row.RowKey == "account")
            )
        );
        (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(200);
    }

    /// <summary>Sets the password, which is told, and counts how often that was told by text and by mail.</summary>
    private static async Task<(int Texts, int Mails)> NoticesAsync(GhcApp app, HttpClient client, string token, Traveler anna, Mailbox mail)
    {
        app.Clock.Advance(TimeSpan.FromSeconds(10));
        (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
        await app.DrainAsync();
        static int Count(IEnumerable<string> texts) =>
            texts.Count(text => text.Contains("password of your account was set", StringComparison.Ordinal));
        return (Count(await anna.TextsAsync(client)), Count(await mail.MailsAsync(client)));
    }

    private static async Task ReportAsync(GhcApp app, Mailbox mail, string status)
    {
        await app.DrainAsync("sms-outbox");
        await app.SendAsync(
            "sms-delivery-reports",
            Report(mail, app.Settings.Sms.Handed.Last(message => message.To == mail.Address).Id, status)
        );
        await app.DrainAsync("sms-delivery-reports");
        Assert.Empty(await app.PoisonAsync("sms-delivery-reports"));
    }

    private static async Task ReportTextAsync(GhcApp app, Traveler anna)
    {
        var data = new
        {
            tag = app.Settings.Sms.Handed.Last(message => message.To == anna.E164).Id,
            to = anna.E164,
            deliveryStatus = "Failed",
        };
        await app.SendAsync("sms-delivery-reports", JsonSerializer.Serialize(new { type = DeliveryReportMessage.EventType, data }));
        await app.DrainAsync("sms-delivery-reports");
    }

    private static string Report(Mailbox mail, string messageId, string status) =>
        JsonSerializer.Serialize(
            new
            {
                specversion = "1.0",
                type = DeliveryReportMessage.EmailEventType,
                source = "/subscriptions/s/resourcegroups/ghc/providers/microsoft.communication/communicationservices/ghc",
                id = "e-1",
                data = new
                {
                    sender = "code@ghc.example",
                    recipient = mail.Address,
                    messageId,
                    status,
                    deliveryStatusDetails = new { statusMessage = "x" },
                    deliveryAttemptTimeStamp = "2022-07-15T02:00:00Z",
                },
            }
        );
}
