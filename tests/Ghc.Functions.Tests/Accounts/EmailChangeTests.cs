using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Accounts;

/// <summary>Adding, changing and removing an e-mail address, and a phone that is replaced by means of it.</summary>
public sealed class EmailChangeTests(Azurite azurite)
{
    private const string Told = "signs in to your account was changed";

    [Fact]
    public async Task Add_ShowsTheAddress_AndTellsThePhone()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        Assert.Null((await client.GetAsync("api/account", token)).Expect(200).Json!["email"]);

        await mail.ProveAsync(client, token);

        Assert.Equal(mail.Address, (string?)(await client.GetAsync("api/account", token))["email"]["address"]);
        Assert.Equal(mail.Address, (string?)(await client.GetAsync("api/account/export", token))["account"]["email"]!["address"]);
        await app.DrainAsync();
        Assert.Single(await anna.TextsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Add_Refused_SaysWhyAndAddsNothing()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var token = await new Traveler().ApplyAsync(app, client);
        var code = await mail.CodeAsync(client);

        (await SetAsync(client, null, mail, code)).Expect(401, "not-signed-in");
        Assert.NotNull((await SetAsync(client, token, mail, "000000")).Expect(401, "wrong-email-code")["errors"]["emailCode"]);
        (await SetAsync(client, token, new Mailbox(), code)).Expect(401, "wrong-email-code");
        Assert.NotNull(
            (await client.CallAsync(HttpMethod.Put, "api/account/email", new { email = "nobody", emailCode = code }, token)).Expect(400)[
                "errors"
            ]["email"]
        );
        Assert.NotNull(
            (await client.CallAsync(HttpMethod.Put, "api/account/email", new { email = mail.Address }, token)).Expect(400)["errors"][
                "emailCode"
            ]
        );
        (await client.CallAsync(HttpMethod.Put, "api/account/email", "{\"email\":[],\"emailCode\":7}", token)).Expect(
            400,
            "invalid-request"
        );
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await SetAsync(client, token, mail, code)).Expect(401, "wrong-email-code");

        Assert.Null((await client.GetAsync("api/account", token)).Expect(200).Json!["email"]);
    }

    [Fact]
    public async Task Code_ThatAddedTheAddress_IsSpent()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var token = await new Traveler().ApplyAsync(app, client);
        var code = await mail.CodeAsync(client);
        (await SetAsync(client, token, mail, code)).Expect(200);

        (await SetAsync(client, token, mail, code)).Expect(401, "wrong-email-code");
        (await mail.LoginAsync(client, code)).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Address_OfAnotherAccount_IsToldOnlyToWhoeverReadsItsMail()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var annas = await new Traveler().ApplyAsync(app, client);
        var bobs = await new Traveler().ApplyAsync(app, client);
        await mail.ProveAsync(client, annas);
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        (await SetAsync(client, bobs, mail, "000000")).Expect(401, "wrong-email-code");
        (await SetAsync(client, bobs, mail, await mail.CodeAsync(client))).Expect(409, "email-taken");

        // Anna erases her account: the address is free.
        (await client.DeleteAsync("api/account", annas)).Expect(204);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        await mail.ProveAsync(client, bobs);
    }

    [Fact]
    public async Task TwoAccounts_WithOneCodeAtOnce_OneWins()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        string[] tokens = [await new Traveler().ApplyAsync(app, client), await new Traveler().ApplyAsync(app, client)];
        var code = await mail.CodeAsync(client);

        var answers = await Task.WhenAll(tokens.Select(token => SetAsync(client, token, mail, code)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.Contains(
            answers.Single(answer => answer.Status != 200).Code,
            new[] { "wrong-email-code", "too-many-requests", "email-taken" }
        );
        var named = await Task.WhenAll(
            tokens.Select(async token => (await client.GetAsync("api/account", token)).Json!["email"] is not null)
        );
        Assert.Single(named, isNamed => isNamed);
    }

    [Fact]
    public async Task TwoAddresses_AtOnce_TheAccountNamesOneThatSignsIn()
    {
        await using var app = new GhcApp(azurite);
        Mailbox[] mails = [new(), new()];
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var codes = new[] { await mails[0].CodeAsync(client), await mails[1].CodeAsync(client) };

        var answers = await Task.WhenAll(mails.Zip(codes, (mail, code) => SetAsync(client, token, mail, code)));

        Assert.Contains(answers, answer => answer.Status == 200);
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        var address = (string?)(await client.GetAsync("api/account", token))["email"]["address"];
        foreach (var mail in mails)
        {
            (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(mail.Address == address ? 200 : 401);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Change_AsksForAFreshProof_AndTellsTheFormerAddress(bool byText)
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, old, mail) = (app.CreateClient(), new Traveler(), new Mailbox(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        await old.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var (code, proof) = (await mail.CodeAsync(client), byText ? await anna.SmsCodeAsync(app, client) : await old.CodeAsync(client));

        Task<Answer> TryAsync(string? shown) =>
            client.CallAsync(
                HttpMethod.Put,
                "api/account/email",
                new
                {
                    email = mail.Address,
                    emailCode = code,
                    smsCode = byText ? shown : null,
                    formerEmailCode = byText ? null : shown,
                },
                token
            );

        Assert.NotNull((await TryAsync(null)).Expect(400, "invalid-request")["errors"]["smsCode"]);
        (await TryAsync("000000")).Expect(401, byText ? "wrong-sms-code" : "wrong-email-code");
        Assert.Equal(mail.Address, (string?)(await TryAsync(proof)).Expect(200)["email"]["address"]);

        await app.DrainAsync();
        Assert.Single(await old.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await old.LoginAsync(client, await old.CodeAsync(client))).Expect(401, "login-failed");
        (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(200);
        (await anna.LoginAsync(client, byText ? proof : await anna.SmsCodeAsync(app, client))).Expect(byText ? 401 : 200);
    }

    [Fact]
    public async Task Remove_AsksForAFreshProof_AndTellsBoth()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(2));

        (await RemoveAsync(client, token, new { })).Expect(400, "invalid-request");
        (await RemoveAsync(client, token, new { emailCode = "000000" })).Expect(401, "wrong-email-code");
        (await RemoveAsync(client, token, new { smsCode = "000000" })).Expect(401, "wrong-sms-code");
        Assert.Null((await RemoveAsync(client, token, new { smsCode = await anna.SmsCodeAsync(app, client) })).Expect(200).Json!["email"]);

        await app.DrainAsync();
        Assert.Single(await mail.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        Assert.Equal(2, (await anna.TextsAsync(client)).Count(text => text.Contains(Told, StringComparison.Ordinal)));
        (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(401, "login-failed");
        (await RemoveAsync(client, token, new { emailCode = "000000" })).Expect(200);
    }

    [Fact]
    public async Task LostPhone_IsReplacedByTheAddress_WhichFollows()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, mail) = (app.CreateClient(), new Traveler(), new Mailbox());
        var token = await anna.ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var moved = anna with { Number = new Traveler().Number };
        var (mailed, texted) = (await mail.CodeAsync(client), await moved.SmsCodeAsync(app, client));

        Assert.NotNull((await MoveAsync(client, token, moved, "000000", texted)).Expect(401, "wrong-email-code")["errors"]["emailCode"]);
        (await MoveAsync(client, token, moved, mailed, texted)).Expect(200);

        (await client.GetAsync("api/code", token)).Expect(401, "not-signed-in");
        await app.DrainAsync();
        Assert.Contains(await mail.MailsAsync(client), text => text.Contains(Told, StringComparison.Ordinal));
        Assert.Contains(await anna.TextsAsync(client), text => text.Contains("another phone", StringComparison.Ordinal));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        (await mail.LoginAsync(client, mailed)).Expect(401, "login-failed");
        var session = (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(200).Text("accessToken");
        Assert.Equal(moved.Number, (string?)(await client.GetAsync("api/account", session))["phone"]["number"]);
    }

    [Fact]
    public async Task LostPhone_WithoutAnAddress_IsNotReplacedByATextCode()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client);
        var moved = anna with { Number = new Traveler().Number };

        (await MoveAsync(client, token, moved, await anna.SmsCodeAsync(app, client), await moved.SmsCodeAsync(app, client))).Expect(
            401,
            "wrong-email-code"
        );
    }

    [Fact]
    public async Task Add_AnyCrash_RepeatingAdds()
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var (anna, mail) = (new Traveler(), new Mailbox());
                return (Mail: mail, Token: await anna.ApplyAsync(app, client), Code: await mail.CodeAsync(client));
            },
            (client, world) => SetAsync(client, world.Token, world.Mail, world.Code),
            async (app, client, world, answer) =>
            {
                answer?.Expect(200);
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                if (answer is null)
                {
                    await world.Mail.ProveAsync(client, world.Token);
                    app.Clock.Advance(TimeSpan.FromMinutes(2));
                }

                (await world.Mail.LoginAsync(client, await world.Mail.CodeAsync(client))).Expect(200);
            }
        );
        Assert.InRange(calls, 6, 12);
    }

    [Fact]
    public async Task Add_AnyCrashAndNeverRepeated_LeavesTheAddressToOthers() =>
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var mail = new Mailbox();
                return (
                    Mail: mail,
                    Token: await new Traveler().ApplyAsync(app, client),
                    Other: await new Traveler().ApplyAsync(app, client),
                    Code: await mail.CodeAsync(client)
                );
            },
            (client, world) => SetAsync(client, world.Token, world.Mail, world.Code),
            async (app, client, world, answer) =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(3));
                var isNamed = (await client.GetAsync("api/account", world.Token)).Expect(200).Json!["email"] is not null;
                (await SetAsync(client, world.Other, world.Mail, await world.Mail.CodeAsync(client))).Expect(isNamed ? 409 : 200);
            }
        );

    private static Task<Answer> SetAsync(HttpClient client, string? token, Mailbox mail, string code) =>
        client.CallAsync(HttpMethod.Put, "api/account/email", new { email = mail.Address, emailCode = code }, token);

    private static Task<Answer> RemoveAsync(HttpClient client, string token, object body) =>
        client.PostAsync("api/account/email/removals", body, token);

    private static Task<Answer> MoveAsync(HttpClient client, string token, Traveler moved, string emailCode, string newSmsCode) =>
        client.PostAsync(
            "api/account/phone",
            new
            {
                newPhone = moved.Phone,
                emailCode,
                newSmsCode,
            },
            token
        );
}
