using Ghc.Domain.Accounts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Applications;

/// <summary>
/// A copy of a passport takes nothing away: a document in use changes hands with its owner's consent, or by an officer who saw it.
/// </summary>
public sealed class ConsentTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Apply_WithTheDocumentOfAnother_NeedsTheCodeThatGoesToTheirPhone()
    {
        var (anna, token) = await RegisteredAsync();
        var other = anna with { Number = new Traveler().Number };
        var smsCode = await other.SmsCodeAsync(app, client);
        var known = await anna.CodesAsync(client);

        var refused = (await ApplyAsync(other, smsCode)).Expect(409, "consent-required");

        Assert.NotEmpty(refused.Text("detail"));
        (await client.GetAsync("api/code", token)).Expect(200);
        var consentCode = await anna.NewCodeAsync(client, known);
        (await ApplyAsync(other, smsCode, Wrong(consentCode))).Expect(401, "wrong-sms-code");
        var own = (await ApplyAsync(other, smsCode, consentCode)).Expect(201);
        (await client.GetAsync("api/code", own.Text("accessToken"))).Expect(200);
        (await client.GetAsync("api/code", token)).Expect(404, "holder-not-found");
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("no longer shows it", StringComparison.Ordinal))
        );
    }

    [Fact]
    public async Task Consent_GivenToOnePhone_IsOfNoUseToAnother()
    {
        var (anna, token) = await RegisteredAsync();
        var (friend, thief) = (anna with { Number = new Traveler().Number }, anna with { Number = new Traveler().Number });
        var codes = (Friend: await friend.SmsCodeAsync(app, client), Thief: await thief.SmsCodeAsync(app, client));
        var known = await anna.CodesAsync(client);
        (await ApplyAsync(friend, codes.Friend)).Expect(409, "consent-required");
        var consentCode = await anna.NewCodeAsync(client, known);

        (await ApplyAsync(thief, codes.Thief, consentCode)).Expect(401, "wrong-sms-code");
        (await ApplyAsync(thief, codes.Thief)).Expect(429, "too-many-requests");

        (await client.GetAsync("api/code", token)).Expect(200);
        (await ApplyAsync(friend, codes.Friend, consentCode)).Expect(201);
    }

    [Fact]
    public async Task Consent_SixtyFourGuesses_FiveAreChecked()
    {
        var (anna, token) = await RegisteredAsync();
        var thief = anna with { Number = new Traveler().Number };
        var smsCode = await thief.SmsCodeAsync(app, client);
        var known = await anna.CodesAsync(client);
        (await ApplyAsync(thief, smsCode)).Expect(409, "consent-required");
        var right = await anna.NewCodeAsync(client, known);

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 64)
                .Select(n =>
                    ApplyAsync(
                        thief,
                        smsCode,
                        $"{(int.Parse(right, System.Globalization.CultureInfo.InvariantCulture) + n + 1) % 1_000_000:D6}"
                    )
                )
        );

        Assert.Equal(5, answers.Count(answer => answer.Code == "wrong-sms-code"));
        Assert.All(answers.Where(answer => answer.Code != "wrong-sms-code"), answer => answer.Expect(429));
        (await ApplyAsync(thief, smsCode, right)).Expect(429, "locked");
        (await client.GetAsync("api/code", token)).Expect(200);
    }

    [Fact]
    public async Task AddCompanion_OfAnotherAccount_NeedsConsentToo_AndKeepsThePrintedCodeAlive()
    {
        var (_, token) = await RegisteredAsync();
        var child = await Family.ArrivedAsync(app);
        var id = (await client.AddAsync(child, token)).Expect(201).Text("holderId");
        var (_, thief) = await RegisteredAsync();

        (await client.AddAsync(child, thief)).Expect(409, "consent-required");

        Assert.Contains(id, await client.CompanionsAsync(token));
        Assert.Empty(await client.CompanionsAsync(thief));
        (await client.GetAsync($"api/code?holder={id}", token)).Expect(200);
    }

    [Fact]
    public async Task Release_ByAnOfficer_FreesTheDocument_IsAudited_AndBothPhonesAreTold()
    {
        var (anna, _) = await RegisteredAsync();
        var owner = anna with { Number = new Traveler().Number };
        var smsCode = await owner.SmsCodeAsync(app, client);
        (await ApplyAsync(owner, smsCode)).Expect(409, "consent-required");
        var officer = await Officers.OneAsync(app, client);
        var id = app.DocumentKey(anna);

        (await client.PostAsync($"api/holders/{id}/release", new { reason = "because" }, officer)).Expect(400, "invalid-request");
        (await client.PostAsync($"api/holders/{id}/release", new { reason = "document-shown" }, officer)).Expect(204);

        (await client.PostAsync($"api/holders/{id}/release", new { reason = "document-shown" }, officer)).Expect(404, "holder-not-found");
        (await ApplyAsync(owner, smsCode)).Expect(201);
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("no longer shows it", StringComparison.Ordinal))
        );
        await Wait.UntilAsync(async () =>
            (await owner.TextsAsync(client)).Any(text => text.Contains("apply again", StringComparison.Ordinal))
        );
        var acts = await app
            .Services.GetRequiredService<AuditTable>()
            .ListAsync(TestContext.Current.CancellationToken, new AuditFilter(Subject: id));
        Assert.Equal("document-shown", acts.First(act => act.Action == "holder-released").Details);
    }

    [Fact]
    public async Task Release_ByAnybodyElse_IsRefused()
    {
        var (anna, token) = await RegisteredAsync();
        var path = $"api/holders/{app.DocumentKey(anna)}/release";
        var administrator = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Administrator, ""));

        (await client.PostAsync(path, new { reason = "document-shown" })).Expect(401, "not-signed-in");
        (await client.PostAsync(path, new { reason = "document-shown" }, token)).Expect(403, "forbidden");
        (await client.PostAsync(path, new { reason = "document-shown" }, administrator)).Expect(403, "forbidden");
        (await client.GetAsync("api/code", token)).Expect(200);
    }

    private async Task<(Traveler Anna, string Token)> RegisteredAsync()
    {
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);

        // A claim as young as this might belong to an application that is still on its way.
        app.Clock.Advance(TimeSpan.FromMinutes(3));
        return (anna, token);
    }

    private Task<Answer> ApplyAsync(Traveler who, string smsCode, string? consentCode = null) =>
        client.PostAsync("api/apply", who.Application(smsCode, consentCode: consentCode));

    private static string Wrong(string code) => code == "000000" ? "000001" : "000000";
}
