using System.Text.Json;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texting;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>An account with an e-mail address and no phone does all that others do.</summary>
public sealed class PhonelessTests(Azurite azurite)
{
    private const string Password = "Kapok#2022";

    [Fact]
    public async Task Apply_ByEmail_ShowsTheCode_AndSignsInByMailAndPassword()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        Assert.True((bool)(await client.GetAsync("api/sunset", token: null)).Expect(200)["phoneOptional"]!);

        var token = await anna.ApplyAsync(app, client, mail);

        (await client.GetAsync("api/code", token)).Expect(200);
        var account = (await client.GetAsync("api/account", token)).Expect(200);
        Assert.Null(account.Json!["phone"]);
        Assert.Equal(mail.Address, (string?)account["email"]["address"]);
        await app.DrainAsync();
        Assert.Single(await mail.MailsAsync(client), text => text.Contains("Health Code is ready", StringComparison.Ordinal));
        Assert.All(app.Settings.Sms.Handed, message => Assert.Equal("Guangdong Health Code", message.Subject));

        (await client.PostAsync("api/set-password", new { password = Password }, token)).Expect(204);
        (await mail.LoginAsync(client, password: Password)).Expect(200);
        (await mail.LoginAsync(client, password: "Wrong#2022")).Expect(401, "login-failed");
        var session = (await mail.SignInAsync(app, client)).Expect(200).Text("accessToken");
        Assert.Equal(account.Text("holderId"), (await client.GetAsync("api/account", session)).Text("holderId"));
        await app.DrainAsync();
        Assert.Contains(await mail.MailsAsync(client), text => text.Contains("password of your account was set", StringComparison.Ordinal));
        Assert.Contains(await mail.MailsAsync(client), text => text.Contains("on a new device", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Account_WithoutPhone_HasCompanionsDevicesAndAnExport()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail);
        var child = (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId");

        Assert.Equal([child], await client.CompanionsAsync(token));
        (await client.GetAsync($"api/code?holder={child}", token)).Expect(200);
        Assert.Single((await client.GetAsync("api/account/devices", token)).Expect(200).Json!.AsArray());
        var export = (await client.GetAsync("api/account/export", token)).Expect(200);
        Assert.Null(export["account"]["phone"]);
        Assert.Equal(mail.Address, (string?)export["account"]["email"]!["address"]);
        Assert.Equal(2, export["holders"].AsArray().Count);
    }

    [Fact]
    public async Task Family_ByEmail_IsRegistered_AndTheSameFormIsRecognized()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (anna, child) = (await Family.ArrivedAsync(app, "ANNA SMITH"), await Family.ArrivedAsync(app));
        Task<Answer> SendAsync(string code) =>
            client.PostAsync(
                "api/families",
                new
                {
                    traveler = anna.Application(mail, code),
                    companions = new[] { child.AsCompanion() },
                    requestId = "0123456789abcdef0123456789abcdef",
                }
            );

        Assert.Equal("wrong-email-code", (await SendAsync("000000")).Expect(401).Code);
        var code = await mail.CodeAsync(client);
        var first = (await SendAsync(code)).Expect(201);
        Assert.Equal(["registered", "registered"], first.Outcomes());

        Assert.Equal(first.Text("holderId"), (await SendAsync(code)).Expect(201).Text("holderId"));
        Assert.Single(await client.CompanionsAsync(first.Text("accessToken")));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Consent_GoesToWhereTheOwnerReads(bool ownerHasPhone)
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var other = anna with { Number = new Traveler().Number };
        var token = ownerHasPhone ? await anna.ApplyAsync(app, client) : await anna.ApplyAsync(app, client, mail);
        await app.DrainAsync();
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = ownerHasPhone ? await mail.CodeAsync(client) : await other.SmsCodeAsync(app, client);
        Task<Answer> ApplyAsync(string? consent) =>
            client.PostAsync("api/apply", ownerHasPhone ? anna.Application(mail, code, consent) : other.Application(code, null, consent));
        async Task<IReadOnlyList<string>> AskedAsync() =>
            [
                .. (ownerHasPhone ? await anna.TextsAsync(client) : await mail.MailsAsync(client)).Where(text =>
                    text.Contains("wants to show the code of A*** S***", StringComparison.Ordinal)
                ),
            ];

        (await ApplyAsync(null)).Expect(409, "consent-required");
        await app.DrainAsync();
        var asked = Assert.Single(await AskedAsync());
        Assert.Contains(ownerHasPhone ? "a***@***.org" : "+852", asked, StringComparison.Ordinal);
        var consent = System.Text.RegularExpressions.Regex.Match(asked, @"\b\d{6}\b").Value;
        (await ApplyAsync(consent == "000000" ? "000001" : "000000")).Expect(401, "wrong-sms-code");

        var taken = (await ApplyAsync(consent)).Expect(201).Text("accessToken");

        (await client.GetAsync("api/code", taken)).Expect(200);
        (await client.GetAsync("api/code", token)).Expect(404, "holder-not-found");
        await app.DrainAsync();
        Assert.Contains(
            ownerHasPhone ? await anna.TextsAsync(client) : await mail.MailsAsync(client),
            text => text.Contains("no longer shows it", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task Color_ThatChanged_IsToldByMail_AndAnAppealIsAnsweredThere()
    {
        var settings = Phoneless.Settings(azurite);
        settings.Values["ColorTexts:Patience"] = "00:00:00";
        await using var app = new GhcApp(settings);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail, daysAgo: 10);
        await app.DrainAsync();

        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));
        await Wait.UntilAsync(async () =>
            (await mail.MailsAsync(client)).Any(text => text.Contains("Yellow -> Red", StringComparison.Ordinal))
        );
        (await client.AppealAsync(token, "positive")).Expect(201);
        await app.DrainAsync();

        Assert.Single(await mail.MailsAsync(client), text => text.Contains("Appeal of A*** S***", StringComparison.Ordinal));
        Assert.All(settings.Sms.Handed, message => Assert.Equal(mail.Address, message.To));
    }

    [Fact]
    public async Task Mail_ThatComesBack_EndsNotices_AndCodesStillGo()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail);
        await app.DrainAsync();
        var data = new
        {
            recipient = mail.Address,
            messageId = app.Settings.Sms.Handed[^1].Id,
            status = "Bounced",
        };
        await app.SendAsync("sms-delivery-reports", JsonSerializer.Serialize(new { type = DeliveryReportMessage.EmailEventType, data }));
        await app.DrainAsync("sms-delivery-reports");

        (await client.PostAsync("api/set-password", new { password = Password }, token)).Expect(204);
        await app.DrainAsync();

        Assert.NotNull((await client.GetAsync("api/account", token))["email"]["bouncedAt"]);
        Assert.DoesNotContain(
            await mail.MailsAsync(client),
            text => text.Contains("password", StringComparison.Ordinal) && text.Contains("was set", StringComparison.Ordinal)
        );
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await client.SetEmailAsync(token, mail, await mail.CodeAsync(client))).Expect(200);
        Assert.Null((await client.GetAsync("api/account", token))["email"]["bouncedAt"]);
    }

    [Fact]
    public async Task Officer_HelpsByDocument_AndReleasesIt()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail);
        var officer = await Officers.OneAsync(app, client);
        var help = new
        {
            idType = anna.IdType,
            idNumber = anna.IdNumber,
            reason = "needs-help-typing",
        };

        var code = (await client.PostAsync("api/assisted-logins", help, officer)).Expect(201).Text("code");

        var session = (await mail.LoginAsync(client, code)).Expect(200).Text("accessToken");
        (await client.GetAsync("api/code", session)).Expect(200);
        (await mail.LoginAsync(client, code)).Expect(401, "login-failed");
        await app.DrainAsync();
        Assert.Single(await mail.MailsAsync(client), text => text.Contains("Staff made a sign-in code", StringComparison.Ordinal));

        var thief = anna with { Number = new Traveler().Number };
        (await client.PostAsync("api/apply", thief.Application(await thief.SmsCodeAsync(app, client)))).Expect(409, "consent-required");
        (
            await client.PostAsync(
                $"api/holders/{(await client.GetAsync("api/account", token)).Text("holderId")}/release",
                new { reason = "document-shown" },
                officer
            )
        ).Expect(204);
        await app.DrainAsync();
        Assert.Contains(await mail.MailsAsync(client), text => text.Contains("no longer shows it", StringComparison.Ordinal));
        Assert.Contains(await thief.TextsAsync(client), text => text.Contains("apply again", StringComparison.Ordinal));

        // The address applies again.
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await anna.TryApplyAsync(client, mail)).Expect(201);
    }

    [Fact]
    public async Task Erasure_LeavesNothingOfTheAddress()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail);
        await app.DrainAsync();
        Assert.Contains(await Traces.OfAsync(app, mail), trace => trace.StartsWith("Accounts account ", StringComparison.Ordinal));

        (await client.DeleteAsync("api/account", token)).Expect(204);
        await app.DrainAsync();

        Assert.Empty(await Traces.OfAsync(app, mail));
        Assert.DoesNotContain(await Traces.OfAsync(app, anna), trace => trace.StartsWith("Accounts ", StringComparison.Ordinal));
        (await client.GetAsync("api/account", token)).Expect(401, "not-signed-in");
        (await mail.SignInAsync(app, client)).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Purge_KeepsAnAccountInUse_AndErasesOneThatNobodyUses()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        await anna.ApplyAsync(app, client, mail);
        await app.DrainAsync();

        app.Clock.Advance(TimeSpan.FromDays(2));
        await app.Function<PurgeExpired>().Run(new TimerInfo(), TestContext.Current.CancellationToken);
        (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(200);

        app.Clock.Advance(TimeSpan.FromDays(4000));
        await app.Function<PurgeExpired>().Run(new TimerInfo(), TestContext.Current.CancellationToken);
        Assert.Empty(await app.RowsAsync("Accounts"));
    }

    [Fact]
    public async Task Mailbox_GivenToSomebodyNew_IsFreedAfterWeeks()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        await anna.ApplyAsync(app, client, mail);
        app.Clock.Advance(TimeSpan.FromDays(50));
        var code = await mail.CodeAsync(client);

        (await mail.LoginAsync(client, code)).Expect(403, "proof-required");
        (await client.PostAsync("api/account/not-mine", new { email = mail.Address, emailCode = "000000" })).Expect(401, "login-failed");
        (await client.PostAsync("api/account/not-mine", new { email = mail.Address, emailCode = code })).Expect(204);

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await new Traveler { Name = "BERT JONES" }.ApplyAsync(app, client, mail);
    }

    [Fact]
    public async Task Mailbox_GivenToSomebodyNew_LeavesAnAccountWithAPhone()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        await mail.ProveAsync(client, await anna.ApplyAsync(app, client));
        Task<Answer> FreeAsync(string code) => client.PostAsync("api/account/not-mine", new { email = mail.Address, emailCode = code });
        app.Clock.Advance(TimeSpan.FromDays(10));
        (await FreeAsync(await mail.CodeAsync(client))).Expect(403, "forbidden");
        app.Clock.Advance(TimeSpan.FromDays(40));

        (await FreeAsync(await mail.CodeAsync(client))).Expect(204);

        await app.DrainAsync();
        Assert.Equal(2, (await anna.TextsAsync(client)).Count(text => text.Contains("was changed", StringComparison.Ordinal)));
        var token = await anna.SignInAsync(app, client, anna.IdNumber);
        Assert.Null((await client.GetAsync("api/account", token)).Json!["email"]);
        (await client.GetAsync("api/code", token)).Expect(200);
        (await mail.SignInAsync(app, client)).Expect(401, "login-failed");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await mail.ProveAsync(client, await new Traveler().ApplyAsync(app, client));
    }

    [Fact]
    public void Consent_AskedBeforeThereWereAddresses_NamesThePhone()
    {
        var state = JsonSerializer.Deserialize(
            """
            {"consent":{"for":"a|b","by":"+85251234567","codeHash":"h","sentAt":"2022-07-15T02:00:00Z","expiresAt":"2022-07-15T02:05:00Z",
            "tries":{"failures":0},"day":{"day":"2022-07-15","ids":[]}}}
            """,
            AccountStoreJson.Types.SignInState
        )!;

        Assert.Equal(("+85251234567", null), (state.Consent!.By.Text, state.Consent.By.Email));
    }

    [Fact]
    public async Task Role_IsGivenToAPhone_AndKeepsIt()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        await Inspector.AppointAsync(app, anna, new Role(Role.Officer, ""));
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        (await client.RemovePhoneAsync(token, await mail.CodeAsync(client))).Expect(409, "staff-phone-fixed");

        Assert.NotNull((await client.GetAsync("api/account", token)).Json!["phone"]);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await new Traveler().TryApplyAsync(client, mail)).Expect(409, "already-registered");
    }
}
