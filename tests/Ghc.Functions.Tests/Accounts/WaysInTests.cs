using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>An account gets a phone, gives it up, changes its only address, and never loses the last way in.</summary>
public sealed class WaysInTests(Azurite azurite)
{
    private const string Told = "signs in to your account was changed";

    [Fact]
    public async Task Phone_Added_AccountHasBoth()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, mail);
        var child = (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId");
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (mailed, texted) = (await mail.CodeAsync(client), await anna.SmsCodeAsync(app, client));

        Assert.NotNull((await client.AddPhoneAsync(token, anna, "000000", texted)).Expect(401, "wrong-email-code")["errors"]["emailCode"]);
        Assert.NotNull((await client.AddPhoneAsync(token, anna, mailed, "000000")).Expect(401, "wrong-sms-code")["errors"]["newSmsCode"]);
        var withSms = new
        {
            newPhone = anna.Phone,
            smsCode = mailed,
            newSmsCode = texted,
        };
        Assert.NotNull((await client.PostAsync("api/account/phone", withSms, token)).Expect(400)["errors"]["emailCode"]);
        var session = (await client.AddPhoneAsync(token, anna, mailed, texted)).Expect(200).Text("accessToken");

        (await client.GetAsync("api/account", token)).Expect(401, "not-signed-in");
        var account = (await client.GetAsync("api/account", session)).Expect(200);
        Assert.Equal((anna.Number, mail.Address), ((string?)account["phone"]["number"], (string?)account["email"]["address"]));
        Assert.Equal([child], await client.CompanionsAsync(session));
        await app.DrainAsync();
        Assert.Single(await mail.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        foreach (var way in new[] { await mail.SignInAsync(app, client), await anna.LoginAsync(app, client) })
        {
            (await client.GetAsync("api/code", way.Expect(200).Text("accessToken"))).Expect(200);
        }
    }

    [Fact]
    public async Task Phone_Removed_AccountGoesOnWithItsAddress_AndThePhoneIsFree()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        var child = (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId");
        await mail.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        Assert.NotNull((await client.RemovePhoneAsync(token, null)).Expect(400)["errors"]["emailCode"]);
        (await client.RemovePhoneAsync(null, "000000")).Expect(401, "not-signed-in");
        (await client.RemovePhoneAsync(token, "000000")).Expect(401, "wrong-email-code");
        var session = (await client.RemovePhoneAsync(token, await mail.CodeAsync(client))).Expect(200).Text("accessToken");

        (await client.GetAsync("api/account", token)).Expect(401, "not-signed-in");
        Assert.Null((await client.GetAsync("api/account", session)).Expect(200).Json!["phone"]);
        Assert.Equal([child], await client.CompanionsAsync(session));
        (await client.GetAsync("api/code", session)).Expect(200);
        await app.DrainAsync();
        Assert.Equal(2, (await anna.TextsAsync(client)).Count(text => text.Contains(Told, StringComparison.Ordinal)));
        Assert.Single(await mail.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        Assert.DoesNotContain(await Traces.OfAsync(app, anna), trace => trace.Contains(anna.Number, StringComparison.Ordinal));
        (await mail.SignInAsync(app, client)).Expect(200);
        (await anna.LoginAsync(app, client)).Expect(401, "login-failed");

        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await (new Traveler { Name = "BERT JONES" } with { Number = anna.Number }).ApplyAsync(app, client);
    }

    [Fact]
    public async Task Address_OfAnAccountWithoutPhone_ChangesWithBothCodes()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, old, mail) = (app.CreateClient(), new Traveler(), new Mailbox(), new Mailbox());
        var token = await anna.ApplyAsync(app, client, old);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (former, code) = (await old.CodeAsync(client), await mail.CodeAsync(client));

        Assert.NotNull((await client.SetEmailAsync(token, mail, code)).Expect(400)["errors"]["formerEmailCode"]);
        Assert.NotNull(
            (await client.SetEmailAsync(token, mail, code, "000000")).Expect(401, "wrong-email-code")["errors"]["formerEmailCode"]
        );
        Assert.NotNull((await client.SetEmailAsync(token, mail, "000000", former)).Expect(401, "wrong-email-code")["errors"]["emailCode"]);
        var moved = (await client.SetEmailAsync(token, mail, code, former)).Expect(200);

        Assert.Equal(mail.Address, (string?)moved["email"]["address"]);
        (await client.GetAsync("api/code", moved.Text("accessToken"))).Expect(200);
        (await client.GetAsync("api/account", token)).Expect(401, "not-signed-in");
        await app.DrainAsync();
        Assert.Single(await old.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        Assert.Empty(await Traces.OfAsync(app, old));
        (await old.SignInAsync(app, client)).Expect(401, "login-failed");
        (await mail.SignInAsync(app, client)).Expect(200);
    }

    [Fact]
    public async Task LastWayIn_StaysInTheAccount()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var token = await new Traveler().ApplyAsync(app, client, mail);
        var withPhone = await new Traveler().ApplyAsync(app, client);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await mail.CodeAsync(client);

        (await client.PostAsync("api/account/email/removals", new { emailCode = code }, token)).Expect(409, "last-way-in");
        (await client.RemovePhoneAsync(token, code)).Expect(409, "last-way-in");
        (await client.RemovePhoneAsync(withPhone, "000000")).Expect(409, "last-way-in");

        (await mail.LoginAsync(client, code)).Expect(200);
    }

    [Fact]
    public async Task Address_OfAnother_IsToldOnlyToWhoeverReadsItsMail()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, annas, bobs, carols) = (app.CreateClient(), new Mailbox(), new Mailbox(), new Mailbox());
        await new Traveler().ApplyAsync(app, client, annas);
        var bob = await new Traveler().ApplyAsync(app, client);
        await bobs.ProveAsync(client, bob);
        var carol = await new Traveler().ApplyAsync(app, client, carols);
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        // An application with the address of an account, of either kind.
        foreach (var mail in new[] { annas, bobs, new Mailbox() })
        {
            (await client.PostAsync("api/apply", new Traveler().Application(mail, "000000"))).Expect(401, "wrong-email-code");
        }

        (await new Traveler().TryApplyAsync(client, annas)).Expect(409, "already-registered");
        (await new Traveler().TryApplyAsync(client, bobs)).Expect(409, "already-registered");

        // An account, of either kind, that wants such an address.
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await annas.CodeAsync(client);
        (
            await client.CallAsync(
                HttpMethod.Put,
                "api/account/email",
                new
                {
                    email = annas.Address,
                    emailCode = code,
                    smsCode = "000000",
                },
                bob
            )
        ).Expect(401, "wrong-sms-code");
        (await client.SetEmailAsync(bob, annas, code, await bobs.CodeAsync(client))).Expect(409, "email-taken");
        (await client.SetEmailAsync(carol, annas, code, await carols.CodeAsync(client))).Expect(409, "email-taken");
    }

    [Fact]
    public async Task OptionOff_RefusesNewOnesNamingThePhone_AndTheOthersGoOn()
    {
        var settings = Phoneless.Settings(azurite);
        var (anna, bob, annas, bobs) = (new Traveler(), new Traveler(), new Mailbox(), new Mailbox());
        await using (var on = new GhcApp(settings))
        {
            await anna.ApplyAsync(on, on.CreateClient(), annas);
            await on.DrainAsync();
        }

        settings.Values.Remove("Email:PhoneOptional");
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        Assert.Null((await client.GetAsync("api/sunset", token: null)).Expect(200).Json!["phoneOptional"]);
        var known = (await annas.SignInAsync(app, client)).Expect(200).Text("accessToken");
        (await client.GetAsync("api/code", known)).Expect(200);
        (await client.AddAsync(await Family.ArrivedAsync(app), known)).Expect(201);

        var mail = new Mailbox();
        foreach (var code in new[] { "000000", await mail.CodeAsync(client) })
        {
            Assert.NotNull((await client.PostAsync("api/apply", new Traveler().Application(mail, code))).Expect(400)["errors"]["phone"]);
            var family = new { traveler = new Traveler().Application(mail, code), companions = new[] { new Traveler().AsCompanion() } };
            Assert.NotNull((await client.PostAsync("api/families", family)).Expect(400)["errors"]["traveler.phone"]);
        }

        var bobsToken = await bob.ApplyAsync(app, client);
        await bobs.ProveAsync(client, bobsToken);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await client.RemovePhoneAsync(bobsToken, await bobs.CodeAsync(client))).Expect(409, "phone-needed");

        // Anna can have a phone at any time.
        var (mailed, texted) = (await annas.CodeAsync(client), await anna.SmsCodeAsync(app, client));
        (await client.AddPhoneAsync(known, anna, mailed, texted)).Expect(200);
    }

    [Fact]
    public async Task Option_WithoutEmail_StopsTheStart()
    {
        var settings = Phoneless.Settings(azurite);
        settings.Values.Remove("Email:Endpoint");

        var failure = await GhcApp.StartFailureAsync(settings);

        Assert.Contains(failure.Failures, line => line.StartsWith("Email:PhoneOptional", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Codes_GuessedWhileApplying_AreLockedLikeThoseOfAPhone()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        await mail.CodeAsync(client);
        var statuses = new List<int>();
        for (var tries = 0; tries < 7; tries++)
        {
            statuses.Add((await client.PostAsync("api/apply", anna.Application(mail, "000000"))).Status);
        }

        Assert.Equal([401, 401, 401, 401, 401, 429, 429], statuses);
        (await mail.AskAsync(client)).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task BothWaysIn_RemovedAtOnce_OneStays()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var client = app.CreateClient();
        for (var tries = 0; tries < 5; tries++)
        {
            var (anna, mail) = (new Traveler(), new Mailbox());
            var token = await anna.ApplyAsync(app, client);
            await mail.ProveAsync(client, token);
            app.Clock.Advance(TimeSpan.FromMinutes(2));
            var (mailed, texted) = (await mail.CodeAsync(client), await anna.SmsCodeAsync(app, client));

            var answers = await Task.WhenAll(
                client.RemovePhoneAsync(token, mailed),
                client.PostAsync("api/account/email/removals", new { smsCode = texted }, token)
            );

            Assert.All(answers, answer => Assert.InRange(answer.Status, 200, 429));
            app.Clock.Advance(TimeSpan.FromMinutes(3));
            var ways = new[] { await anna.LoginAsync(app, client), await mail.SignInAsync(app, client) };
            var session = Assert.Single(ways, way => way.Status == 200).Text("accessToken");
            (await client.GetAsync("api/code", session)).Expect(200);
        }
    }

    [Fact]
    public async Task Device_GoesOnShowingTheCode_WhereverTheAccountIs()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), await Family.ArrivedAsync(app, "ANNA SMITH"), new Mailbox());
        var applied = (await anna.TryApplyAsync(client, mail)).Expect(201);
        var first = Device.Like(app, applied);
        (await first.GetAsync("api/code", token: null)).Expect(200);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (mailed, texted) = (await mail.CodeAsync(client), await anna.SmsCodeAsync(app, client));

        var added = (await first.AddPhoneAsync(applied.Text("accessToken"), anna, mailed, texted)).Expect(200);

        (await Device.Like(app, applied).GetAsync("api/code", token: null)).Expect(401);
        var second = Device.Like(app, added);
        (await second.GetAsync("api/code", token: null)).Expect(200);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var removed = (await second.RemovePhoneAsync(added.Text("accessToken"), await mail.CodeAsync(client))).Expect(200);
        (await Device.Like(app, removed).GetAsync("api/code", token: null)).Expect(200);
        Assert.Single((await client.GetAsync("api/account/devices", removed.Text("accessToken"))).Expect(200).Json!.AsArray());
    }

    [Fact]
    public async Task Identities_GuessedByMail_AreCountedAtTheAddress()
    {
        var settings = Phoneless.Settings(azurite);
        settings.Values["SignIn:RefusedIdentitiesPerDay"] = "2";
        await using var app = new GhcApp(settings);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var code = await mail.CodeAsync(client);
        Task<Answer> GuessAsync(Traveler who) => client.PostAsync("api/apply", who.Application(mail, code));
        var (first, second) = (new Traveler(), new Traveler());

        (await GuessAsync(first)).Expect(422);
        (await GuessAsync(second)).Expect(422);
        (await GuessAsync(first)).Expect(422);
        (await GuessAsync(new Traveler())).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task OneCode_ForAnAccountAndAnApplicationAtOnce_ServesOne()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var bob = await new Traveler().ApplyAsync(app, client);
        var anna = await Family.ArrivedAsync(app, "ANNA SMITH");
        var code = await mail.CodeAsync(client);

        var answers = await Task.WhenAll(
            client.SetEmailAsync(bob, mail, code),
            client.PostAsync("api/apply", anna.Application(mail, code)),
            client.PostAsync("api/apply", anna.Application(mail, code))
        );

        Assert.Single(answers, answer => answer.Status is 200 or 201);
        var account = (await mail.SignInAsync(app, client)).Expect(200).Text("accessToken");
        var hasPhone = (await client.GetAsync("api/account", account)).Expect(200).Json!["phone"] is not null;
        Assert.Equal(answers[0].Status == 200, hasPhone);
        Assert.Equal(hasPhone, (await client.GetAsync("api/account", bob)).Json!["email"] is not null);
    }

    [Fact]
    public async Task Form_WithPhoneAndAddress_SaysWhichIsTooMuch()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        async Task<System.Text.Json.Nodes.JsonNode> ErrorsAsync(string member, string value)
        {
            var form = System.Text.Json.JsonSerializer.SerializeToNode(anna.Application(mail, "000000"))!.AsObject();
            form[member] = System.Text.Json.Nodes.JsonNode.Parse(value);
            return (await client.PostAsync("api/apply", form)).Expect(400, "invalid-request")["errors"];
        }

        Assert.NotNull((await ErrorsAsync("phone", """{"areaCode":"852","number":"51234567"}"""))["phone"]);
        Assert.NotNull((await ErrorsAsync("smsCode", "\"000000\""))["smsCode"]);
        Assert.NotNull((await ErrorsAsync("email", "\"anna\""))["email"]);
        Assert.NotNull((await ErrorsAsync("emailCode", "null"))["emailCode"]);
    }
}
