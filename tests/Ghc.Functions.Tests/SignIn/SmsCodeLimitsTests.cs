using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>How many texts anybody can make us send, and how long a code counts.</summary>
public sealed class SmsCodeLimitsTests(Azurite azurite)
{
    [Fact]
    public async Task SmsCode_AgainWithinAMinute_IsTooSoon()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var sent = await AskAsync(client, anna);

        Assert.Equal(60, (int)sent.Expect(202)["resendAfterSeconds"]);
        Assert.Equal(app.Clock.GetUtcNow().AddMinutes(5), sent["expiresAt"].GetValue<DateTimeOffset>());
        app.Clock.Advance(TimeSpan.FromSeconds(59));
        Assert.Equal(
            TimeSpan.FromSeconds(1),
            (await AskAsync(client, anna)).Expect(429, "too-many-requests").Response.Headers.RetryAfter!.Delta
        );
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await AskAsync(client, anna)).Expect(202);
    }

    [Fact]
    public async Task SmsCode_EleventhOfADay_WaitsForTheNextDayInChina()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        foreach (var _ in Enumerable.Range(0, 10))
        {
            (await AskAsync(client, anna)).Expect(202);
            app.Clock.Advance(TimeSpan.FromMinutes(1));
        }

        var wait = (await AskAsync(client, anna)).Expect(429, "too-many-requests").Response.Headers.RetryAfter!.Delta!.Value;
        Assert.Equal(new DateTimeOffset(2022, 7, 16, 0, 0, 0, TimeSpan.FromHours(8)), app.Clock.GetUtcNow() + wait);
        app.Clock.Advance(wait);
        (await AskAsync(client, anna)).Expect(202);
    }

    [Theory]
    [InlineData("SignIn:CodeLifetime")]
    [InlineData("AssistedLogins:CodeLifetime")]
    [InlineData("Passkeys:ChallengeLifetime")]
    public async Task Lifetime_BeyondTenMinutes_IsRefusedAtStart(string setting)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[setting] = "00:10:01";

        Assert.Contains(setting.Split(':')[1], (await GhcApp.StartFailureAsync(settings)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SmsCode_FromOneAddress_IsLimitedBehindAProxy()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Site:ClientAddressHeader"] = "X-Forwarded-For";
        settings.Values["SmsBudget:PerAddressPerHour"] = "3";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        foreach (var forged in Enumerable.Range(1, 3))
        {
            // What stands left of the proxy's own entry is the caller's invention.
            (await AskAsync(client, new Traveler(), $"10.0.0.{forged}, 203.0.113.7:{50000 + forged}")).Expect(202);
        }

        var refused = (await AskAsync(client, new Traveler(), "10.0.0.9, 203.0.113.7")).Expect(429, "too-many-requests");
        Assert.NotNull(refused.Response.Headers.RetryAfter);
        (await AskAsync(client, new Traveler(), "203.0.113.8")).Expect(202);
    }

    [Fact]
    public async Task SmsCode_Used_CountsOnceAndForFiveMinutes()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var code = await anna.SmsCodeAsync(app, client);

        (await anna.LoginAsync(client, code)).Expect(200);
        (await anna.LoginAsync(client, code)).Expect(401, "login-failed");
        var late = await anna.SmsCodeAsync(app, client);
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await anna.LoginAsync(client, late)).Expect(401, "login-failed");
        var inTime = await anna.SmsCodeAsync(app, client);
        app.Clock.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromSeconds(1));
        (await anna.LoginAsync(client, inTime)).Expect(200);
    }

    [Fact]
    public async Task SmsCode_UsedByManyAtOnce_LetsOneIn()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var code = await anna.SmsCodeAsync(app, client);

        var answers = await Task.WhenAll(Enumerable.Range(0, 16).Select(_ => anna.LoginAsync(client, code)));

        Assert.Single(answers, answer => answer.Status == 200);
        Assert.All(
            answers.Where(answer => answer.Status != 200),
            answer => Assert.Contains(answer.Code, (string[])["login-failed", "locked"])
        );
    }

    private static Task<Answer> AskAsync(HttpClient client, Traveler who, string? forwardedFor = null)
    {
        client.DefaultRequestHeaders.Remove("X-Forwarded-For");
        if (forwardedFor is not null)
        {
            client.DefaultRequestHeaders.Add("X-Forwarded-For", forwardedFor);
        }

        return client.PostAsync("api/sms-codes", new { phone = who.Phone });
    }
}
