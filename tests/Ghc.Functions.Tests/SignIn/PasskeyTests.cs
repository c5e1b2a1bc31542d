using System.Buffers.Text;
using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>Staff sign in with a passkey instead of the text code, and nobody else's answer does.</summary>
public sealed class PasskeyTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private static readonly Role Officer = new(Role.Officer, "");
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Passkey_WithThePassword_IsBothFactors()
    {
        var (person, token) = await StaffAsync();
        using var phone = new Authenticator();
        var added = (await phone.RegisterAsync(client, token)).Expect(201);

        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var session = (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(200);
        Assert.Equal(["officer"], session["roles"].AsArray().Select(role => (string?)role));
        (await client.GetAsync("api/policy", session.Text("accessToken"))).Expect(200);
        var listed = Assert.Single(
            (await client.GetAsync("api/account/passkeys", session.Text("accessToken"))).Expect(200).Json!.AsArray()
        );
        Assert.Equal(added.Text("passkeyId"), (string?)listed!["passkeyId"]);
        Assert.Equal(app.Clock.GetUtcNow(), listed["lastUsedAt"]!.GetValue<DateTimeOffset>());
    }

    [Fact]
    public async Task Passkey_Alone_IsATraveler()
    {
        var (person, _, phone) = await RegisteredAsync();
        var session = (
            await client.PostAsync("api/login", new { phone = person.Phone, passkey = await phone.AnswerAsync(client, person) })
        ).Expect(200);

        Assert.Empty(session["roles"].AsArray());
        (await client.GetAsync("api/policy", session.Text("accessToken"))).Expect(403, "second-factor-required");
        (await client.PostAsync("api/account/passkey-challenges", null, session.Text("accessToken"))).Expect(403, "second-factor-required");
        (await client.PostAsync("api/set-password", new { password = "Other!2022x" }, session.Text("accessToken"))).Expect(
            400,
            "invalid-request"
        );
    }

    [Fact]
    public async Task Passkey_AddedAndRemoved_IsToldAndAudited()
    {
        var (person, token) = await StaffAsync();
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { language = "en" }, token)).Expect(200);
        using var phone = new Authenticator();
        (await phone.RegisterAsync(client, token)).Expect(201);
        using var other = new Authenticator();
        var second = (await other.RegisterAsync(client, token)).Expect(201).Text("passkeyId");
        (await client.CallAsync(HttpMethod.Delete, $"api/account/passkeys/{second}", token: token)).Expect(204);
        (await client.CallAsync(HttpMethod.Delete, $"api/account/passkeys/{second}", token: token)).Expect(404, "passkey-not-found");

        (await LoginAsync(person, await other.AnswerAsync(client, person))).Expect(401, "login-failed");
        (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(200);
        await Wait.UntilAsync(async () =>
            (await person.TextsAsync(client)).Count(text => text.Contains("passkey was", StringComparison.Ordinal)) == 3
        );
        var acts = await app
            .Services.GetRequiredService<AuditTable>()
            .ListAsync(TestContext.Current.CancellationToken, new AuditFilter { Actor = app.PhoneKeyOf(person) });
        Assert.Equal(
            ["passkey-added", "passkey-added", "passkey-removed"],
            acts.Where(act => act.Action.StartsWith("passkey", StringComparison.Ordinal)).Select(act => act.Action)
        );
        Assert.Equal(second, acts[^1].Details);
    }

    [Fact]
    public async Task TextCode_BesideAPasskey_StaysPossible()
    {
        var (person, _, _) = await RegisteredAsync();

        (
            await client.PostAsync(
                "api/login",
                new
                {
                    phone = person.Phone,
                    password = Inspector.Password,
                    smsCode = await person.SmsCodeAsync(app, client),
                }
            )
        ).Expect(200);
    }

    [Fact]
    public async Task Challenge_AnsweredBefore_IsRefused()
    {
        var (person, _, phone) = await RegisteredAsync();
        var answer = await phone.AnswerAsync(client, person);
        (await LoginAsync(person, answer)).Expect(200);

        (await LoginAsync(person, answer)).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Challenge_AnsweredBesideAWrongPassword_IsSpentToo()
    {
        var (person, _, phone) = await RegisteredAsync();
        var answer = await phone.AnswerAsync(client, person);
        (await LoginAsync(person, answer, "Wrong!2022x")).Expect(401, "login-failed");

        (await LoginAsync(person, answer)).Expect(401, "login-failed");
        (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(200);
    }

    [Fact]
    public async Task Challenge_SentSixtyFourTimesAtOnce_OpensOneSession()
    {
        var (person, _, phone) = await RegisteredAsync();
        var answer = await phone.AnswerAsync(client, person);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(_ => client.PostAsync("api/login", new { phone = person.Phone, passkey = answer }))
        );
        Assert.Single(answers, one => one.Status == 200);
        Assert.All(answers, one => Assert.Contains(one.Status, new[] { 200, 401, 429 }));
    }

    [Fact]
    public async Task Challenge_OldForgedOrForSomethingElse_IsRefused()
    {
        var (person, token, phone) = await RegisteredAsync();
        var (other, _, _) = await RegisteredAsync();
        var old = await phone.AnswerAsync(client, person);
        app.Clock.Advance(TimeSpan.FromMinutes(6));
        var registering = (await client.PostAsync("api/account/passkey-challenges", null, token)).Expect(200).Text("challenge");

        (await LoginAsync(person, old)).Expect(401, "login-failed");
        (await LoginAsync(person, phone.Get(registering))).Expect(401, "login-failed");
        (await LoginAsync(person, phone.Get(Base64Url.EncodeToString(new byte[56])))).Expect(401, "login-failed");
        (await LoginAsync(person, phone.Get("AQID"))).Expect(401, "login-failed");
        (await LoginAsync(person, await phone.AnswerAsync(client, other))).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Passkey_OfSomebodyElse_IsRefused()
    {
        var (person, _, phone) = await RegisteredAsync();
        var (thief, _, theirs) = await RegisteredAsync();
        theirs.UserHandle = phone.UserHandle;

        (await LoginAsync(person, await theirs.AnswerAsync(client, person))).Expect(401, "login-failed");
        (await LoginAsync(thief, await phone.AnswerAsync(client, thief))).Expect(401, "login-failed");
        (await LoginAsync(new Traveler(), await phone.AnswerAsync(client, new Traveler()))).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Passkey_CounterThatDoesNotGrow_IsRefusedAsAClone()
    {
        var (person, token) = await StaffAsync();
        using var phone = new Authenticator { Count = 7 };
        (await phone.RegisterAsync(client, token)).Expect(201);

        (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(401, "login-failed");
        phone.Count = 8;
        (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(200);
        (await LoginAsync(person, await phone.AnswerAsync(client, person))).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Passkey_OfAnotherSiteOrWithoutAVerifiedUser_IsNotAdded()
    {
        var (_, token) = await StaffAsync();
        foreach (
            var bent in new[]
            {
                new Authenticator { Origin = "https://ghc.example.evil" },
                new Authenticator { Origin = "https://ghc.example:8443" },
                new Authenticator { RelyingParty = "evil.example" },
                new Authenticator { VerifiesUser = false },
            }
        )
        {
            using (bent)
            {
                (await bent.RegisterAsync(client, token)).Expect(400, "invalid-request");
            }
        }

        Assert.Empty((await client.GetAsync("api/account/passkeys", token)).Expect(200).Json!.AsArray());
    }

    [Fact]
    public async Task Passkey_ChallengeOfSomebodyElse_AddsNothing()
    {
        var administrator = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));
        var (_, officer) = await StaffAsync();
        using var key = new Authenticator();
        var theirs = (await client.PostAsync("api/account/passkey-challenges", null, administrator)).Expect(200).Text("challenge");

        (await client.PostAsync("api/account/passkeys", key.Create(theirs), officer)).Expect(400, "invalid-request");
        (await client.PostAsync("api/account/passkeys", key.Create(theirs), administrator)).Expect(201);
        (await client.PostAsync("api/account/passkeys", key.Create(theirs), administrator)).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task Passkey_EleventhOfOnePerson_IsRefused()
    {
        var (_, token) = await StaffAsync();
        foreach (var _ in Enumerable.Range(0, 10))
        {
            using var key = new Authenticator();
            (await key.RegisterAsync(client, token)).Expect(201);
        }

        using var last = new Authenticator();
        (await last.RegisterAsync(client, token)).Expect(422, "too-many-passkeys");
    }

    [Fact]
    public async Task Passkey_AnyBytes_AreRefusedAndNeverAnError()
    {
        var (person, token, phone) = await RegisteredAsync();
        var random = new CsCheck.PCG(15);
        foreach (var round in Enumerable.Range(0, 300))
        {
            using var key = new Authenticator();
            var create = Bent(
                key.Create((await client.PostAsync("api/account/passkey-challenges", null, token)).Expect(200).Text("challenge")),
                random
            );
            var get = Bent(await phone.AnswerAsync(client, person), random);

            Assert.Contains((await client.PostAsync("api/account/passkeys", create, token)).Status, new[] { 400, 201, 422 });
            Assert.Contains((await client.PostAsync("api/login", new { phone = person.Phone, passkey = get })).Status, new[] { 400, 401 });
        }
    }

    /// <summary>One byte of one part is another, or the part is cut.</summary>
    private static Dictionary<string, string> Bent(Dictionary<string, string> answer, CsCheck.PCG random)
    {
        var part = answer.Keys.Order(StringComparer.Ordinal).ElementAt((int)random.Next((uint)answer.Count));
        var bytes = Base64Url.DecodeFromChars(answer[part]);
        var at = (int)random.Next((uint)bytes.Length);
        bytes[at] ^= (byte)(1 + random.Next(255));
        return new(answer) { [part] = Base64Url.EncodeToString(random.Next(4) == 0 && at > 0 ? bytes[..at] : bytes) };
    }

    private async Task<(Traveler Person, string Token)> StaffAsync()
    {
        var person = new Traveler();
        return (person, await Inspector.SignInAsync(app, client, person, Officer));
    }

    private async Task<(Traveler Person, string Token, Authenticator Phone)> RegisteredAsync()
    {
        var (person, token) = await StaffAsync();
        var phone = new Authenticator();
        (await phone.RegisterAsync(client, token)).Expect(201);
        return (person, token, phone);
    }

    private Task<Answer> LoginAsync(Traveler person, object passkey, string password = Inspector.Password) =>
        client.PostAsync(
            "api/login",
            new
            {
                phone = person.Phone,
                password,
                passkey,
            }
        );
}
