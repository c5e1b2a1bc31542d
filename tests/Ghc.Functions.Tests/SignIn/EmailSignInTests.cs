using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>
/// Signing in by e-mail: a code or the password opens the account, nothing tells whether an address has one, and staff have none.
/// </summary>
public sealed class EmailSignInTests(Azurite azurite)
{
    private const string Password = "Kapok#2022";

    [Fact]
    public async Task Code_OfAProvenAddress_OpensTheAccountOnce()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (_, token) = await KnownAsync(app, client, mail);
        var code = await mail.CodeAsync(client);

        var session = (await (mail with { Address = mail.Address.ToUpperInvariant() }).LoginAsync(client, code)).Expect(200);

        Assert.Empty(session["roles"].AsArray());
        Assert.Equal(
            (await client.GetAsync("api/account", token)).Text("holderId"),
            (await client.GetAsync("api/account", session.Text("accessToken"))).Expect(200).Text("holderId")
        );
        (await client.GetAsync("api/code", session.Text("accessToken"))).Expect(200);
        (await mail.LoginAsync(client, code)).Expect(401, "login-failed");

        // A lost password is set anew, as after a text.
        (await client.PostAsync("api/set-password", new { password = Password }, session.Text("accessToken"))).Expect(204);
        (await mail.LoginAsync(client, password: Password)).Expect(200);
        (await mail.LoginAsync(client, password: "Wrong#2022")).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Code_SentToThePhone_IsNoneOfTheAddress_AndTheOtherWayRound()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (anna, _) = await KnownAsync(app, client, mail);
        var (texted, mailed) = (await anna.SmsCodeAsync(app, client), await mail.CodeAsync(client));

        (await mail.LoginAsync(client, texted)).Expect(401, "login-failed");
        (await anna.LoginAsync(client, mailed)).Expect(401, "login-failed");
        (await mail.LoginAsync(client, mailed)).Expect(200);
    }

    [Fact]
    public async Task Answers_AndStorageCalls_AreTheSameForKnownAndUnknownAddresses()
    {
        await using var app = new GhcApp(Phoneless.Settings(azurite));
        var (client, known, phoneless, unknown) = (app.CreateClient(), new Mailbox(), new Mailbox(), new Mailbox());
        await KnownAsync(app, client, known);
        await new Traveler().ApplyAsync(app, client, phoneless);
        await app.DrainAsync();
        await app.StopTriggersAsync();
        app.Clock.Advance(TimeSpan.FromHours(1));

        var seen = new List<List<string>>();
        foreach (var mail in new[] { known, phoneless, unknown })
        {
            var steps = new List<string>();
            async Task<Answer> NoteAsync(Func<Task<Answer>> call)
            {
                app.Calls.Reset();
                var answer = await call();
                var calls = app
                    .Calls.Seen.Where(seen => seen.EndsWith(" Accounts", StringComparison.Ordinal))
                    .Select(seen => seen.Replace("POST", "PUT", StringComparison.Ordinal));
                steps.Add(
                    $"{answer.Status} {answer.Code} {string.Join(',', answer.Json?.AsObject().Select(member => member.Key) ?? [])}: {string.Join(',', calls)}"
                );
                return answer;
            }

            await NoteAsync(() => mail.AskAsync(client));
            await NoteAsync(() => mail.AskAsync(client));
            for (var tries = 0; tries < 7; tries++)
            {
                await NoteAsync(() => mail.LoginAsync(client, "000000"));
                await NoteAsync(() => mail.LoginAsync(client, password: "Wrong#2022"));
            }

            await NoteAsync(() =>
                client.PostAsync(
                    "api/login",
                    new
                    {
                        email = mail.Address,
                        emailCode = "000000",
                        password = Password,
                    }
                )
            );
            seen.Add(steps);
        }

        Assert.Equal(seen[0], seen[1]);
        Assert.Equal(seen[0], seen[2]);
        Assert.Contains(seen[0], step => step.StartsWith("429 locked", StringComparison.Ordinal));
    }

    [Fact]
    public async Task RightCode_OfAnAddressWithoutAccount_LetsNobodyIn()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());

        (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Account_ThatGetsARole_HasNoAddressAnyMore()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (anna, token) = await KnownAsync(app, client, mail);
        (await client.PostAsync("api/set-password", new { password = Inspector.Password }, token)).Expect(204);
        var open = (await mail.LoginAsync(client, await mail.CodeAsync(client))).Expect(200).Text("accessToken");

        await Inspector.AppointAsync(app, anna, new Domain.Accounts.Role(Domain.Accounts.Role.Officer, ""));

        (await client.GetAsync("api/measures", open)).Expect(403);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await mail.CodeAsync(client);
        (await mail.LoginAsync(client, code)).Expect(401, "login-failed");
        (await mail.LoginAsync(client, password: Inspector.Password)).Expect(401, "login-failed");
        (await mail.LoginAsync(client, code, Inspector.Password)).Expect(401, "login-failed");
        (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = anna.Phone,
                    smsCode = code,
                    password = Inspector.Password,
                }
            )
        ).Expect(401, "login-failed");

        // Nor can they prove another one: mail is no factor of staff.
        var session = (await anna.LoginAsync(client, await anna.SmsCodeAsync(app, client), Inspector.Password)).Expect(200);
        Assert.Equal(["officer"], session["roles"].AsArray().Select(role => (string?)role));
        var other = new Mailbox();
        (
            await client.CallAsync(
                HttpMethod.Put,
                "api/account/email",
                new { email = other.Address, emailCode = await other.CodeAsync(client) },
                session.Text("accessToken")
            )
        ).Expect(403, "forbidden");
    }

    [Fact]
    public async Task CodeAndPassword_ByEmail_AreATravelersSession()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (_, token) = await KnownAsync(app, client, mail);
        (await client.PostAsync("api/set-password", new { password = Password }, token)).Expect(204);

        var session = (await mail.LoginAsync(client, await mail.CodeAsync(client), Password)).Expect(200);

        Assert.Empty(session["roles"].AsArray());
        (await client.GetAsync("api/measures", session.Text("accessToken"))).Expect(403, "forbidden");
        (await mail.LoginAsync(client, "000000", Password)).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Address_OfSomebodyLongAway_AsksForTheDocument()
    {
        await using var app = new GhcApp(azurite);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        var (anna, _) = await KnownAsync(app, client, mail);
        app.Clock.Advance(TimeSpan.FromDays(50));
        var stranger = app.CreateClient();
        var code = await mail.CodeAsync(stranger);

        (await mail.LoginAsync(stranger, code)).Expect(403, "proof-required");
        (await mail.LoginAsync(stranger, code, idNumber: "X1")).Expect(401, "login-failed");
        (await mail.LoginAsync(stranger, code, idNumber: anna.IdNumber)).Expect(200);
    }

    [Fact]
    public async Task WrongCodes_OfAStranger_DoNotKeepTheOwnersDeviceOut()
    {
        await using var app = new GhcApp(azurite);
        var mail = new Mailbox();
        var stranger = app.CreateClient();
        await KnownAsync(app, stranger, mail);
        var owner = Device.Like(app, (await mail.LoginAsync(stranger, await mail.CodeAsync(stranger))).Expect(200));
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        var code = await mail.CodeAsync(stranger);
        for (var tries = 0; tries < 6; tries++)
        {
            await mail.LoginAsync(stranger, "000000");
        }

        (await mail.LoginAsync(stranger, code)).Expect(429, "locked");
        (await mail.LoginAsync(owner, code)).Expect(200);
    }

    [Fact]
    public async Task Codes_AreThrottledAsTextsAre()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "30";
        await using var app = new GhcApp(settings);
        var (client, mail) = (app.CreateClient(), new Mailbox());
        foreach (var _ in Enumerable.Range(0, 10))
        {
            Assert.Equal(60, (int)(await mail.AskAsync(client)).Expect(202)["resendAfterSeconds"]);
            (await (mail with { Address = mail.Address.ToUpperInvariant() }).AskAsync(client)).Expect(429, "too-many-requests");
            app.Clock.Advance(TimeSpan.FromMinutes(5).Add(TimeSpan.FromSeconds(59)));
        }

        (await mail.AskAsync(client)).Expect(429, "too-many-requests");

        // One budget for texts and e-mails of an address of the network.
        app.Clock.Advance(TimeSpan.FromHours(2));
        foreach (var _ in Enumerable.Range(0, 30))
        {
            (await new Mailbox().AskAsync(client)).Expect(202);
        }

        (await client.PostAsync("api/sms-codes", new { phone = new Traveler().Phone })).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task Emails_OfEverybody_AreLimited()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:EmailsPerMinute"] = "2";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        (await new Mailbox().AskAsync(client)).Expect(202);
        (await new Mailbox().AskAsync(client)).Expect(202);

        (await new Mailbox().AskAsync(client)).Expect(429, "too-many-requests");
    }

    [Fact]
    public async Task Email_WithoutASender_IsNotOffered()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values.Remove("Email:Endpoint");
        await using var app = new GhcApp(settings);

        (await new Mailbox().AskAsync(app.CreateClient())).Expect(404, "email-not-offered");
    }

    [Theory]
    [InlineData("""{"email":"anna@example.org\\r\\nBcc: bob@example.org"}""", "email")]
    [InlineData("""{"email":"anna@example.org, bob@example.org"}""", "email")]
    [InlineData("""{"email":7}""", "email")]
    [InlineData("""{"email":["anna@example.org"]}""", "email")]
    [InlineData("""{"email":null}""", "email")]
    [InlineData("""{}""", "email")]
    public async Task Code_ForWhatIsNoAddress_IsRefusedAndNothingSent(string body, string field)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();

        Assert.NotNull(
            (await client.PostAsync("api/email-codes", body.Replace(@"\\", @"\", StringComparison.Ordinal))).Expect(400, "invalid-request")[
                "errors"
            ][field]
        );
        (await client.PostAsync("api/email-codes", new { email = new string('a', 10_000) + "@example.org" })).Expect(
            400,
            "invalid-request"
        );
        await app.DrainAsync();
        Assert.Empty(app.Settings.Sms.Handed);
    }

    [Theory]
    [InlineData("""{"email":"anna@example.org","phone":{"number":"13800138000"},"password":"x"}""", "phone")]
    [InlineData("""{"email":"anna@example.org","smsCode":"123456"}""", "smsCode")]
    [InlineData("""{"phone":{"number":"13800138000"},"emailCode":"123456"}""", "emailCode")]
    [InlineData("""{"email":"anna@example.org"}""", "emailCode")]
    public async Task Login_ByTwoWaysAtOnce_IsRefused(string body, string field)
    {
        await using var app = new GhcApp(azurite);

        Assert.NotNull((await app.CreateClient().PostAsync("api/login", body)).Expect(400, "invalid-request")["errors"][field]);
    }

    [Fact]
    public async Task Login_AnyCrash_ANewCodeSignsIn() =>
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var mail = new Mailbox();
                await KnownAsync(app, client, mail);
                return (Mail: mail, Code: await mail.CodeAsync(client));
            },
            (client, world) => world.Mail.LoginAsync(client, world.Code),
            async (app, client, world, answer) =>
            {
                answer?.Expect(200);
                var again = await world.Mail.LoginAsync(client, world.Code);
                Assert.True(again.Status == 401 || (answer is null && again.Status == 200), $"{again.Status}");
                app.Clock.Advance(TimeSpan.FromMinutes(2));
                (await world.Mail.LoginAsync(client, await world.Mail.CodeAsync(client))).Expect(200);
            }
        );

    private static async Task<(Traveler Anna, string Token)> KnownAsync(GhcApp app, HttpClient client, Mailbox mail)
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        await mail.ProveAsync(client, token);
        app.Clock.Advance(TimeSpan.FromMinutes(2));
        return (anna, token);
    }
}
