using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.SignIn;

/// <summary>An officer helps a traveler whom no text reaches: only that traveler, once, with a record and a notice.</summary>
public sealed class AssistedLoginTests(Azurite azurite)
{
    private const string Path = "api/assisted-logins";

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Assist_RegisteredTraveler_SignsInOnceWithTheCodeAndIsToldOfIt()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var officer = await Officers.OneAsync(app, client);

        var helped = (await client.PostAsync(Path, Help(anna), officer)).Expect(201);

        Assert.Matches("^[0-9]{8}$", helped.Text("code"));
        Assert.Equal("2022-07-15T02:05:00Z", helped.Text("expiresAt"));
        var signedIn = (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = helped.Text("code") })).Expect(200);
        (await client.GetAsync("api/code", signedIn.Text("accessToken"))).Expect(200);
        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = helped.Text("code") })).Expect(401, "login-failed");
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.StartsWith("[GHC] Staff made a sign-in code", StringComparison.Ordinal))
        );

        var audit = app.Services.GetRequiredService<AuditTable>();
        var entry = Assert.Single(await audit.ListAsync(TestEnd), entry => entry.Action == "assisted-login");
        Assert.Equal("text-not-received|code-issued", entry.Details);
        Assert.Null(await audit.FindBreakAsync(TestEnd));
    }

    [Fact]
    public async Task Assist_CodeTooOldOrForAnotherPhone_LetsNobodyIn()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, bert) = (app.CreateClient(), new Traveler(), new Traveler());
        await anna.ApplyAsync(app, client);
        await bert.ApplyAsync(app, client);
        var code = (await client.PostAsync(Path, Help(anna), await Officers.OneAsync(app, client))).Expect(201).Text("code");

        (await client.PostAsync("api/login", new { phone = bert.Phone, smsCode = code })).Expect(401, "login-failed");
        app.Clock.Advance(TimeSpan.FromMinutes(5));
        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(401, "login-failed");
    }

    [Fact]
    public async Task Assist_TravelerLockedOutByWrongCodes_IsLetInAgain()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        await anna.SmsCodeAsync(app, client);
        for (var i = 0; i < 5; i++)
        {
            (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = "x" })).Expect(401);
        }

        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = "x" })).Expect(429, "locked");
        var code = (await client.PostAsync(Path, Help(anna), await Officers.OneAsync(app, client))).Expect(201).Text("code");

        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(200);
    }

    [Fact]
    public async Task Assist_NobodyRegistered_AnswersNotFoundAndIsAudited()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = await Officers.OneAsync(app, client);
        var stranger = new Traveler();

        (await client.PostAsync(Path, Help(stranger), officer)).Expect(404, "holder-not-found");
        await app.IngestAsync("border-crossings", stranger.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        (await client.PostAsync(Path, Help(stranger), officer)).Expect(404, "holder-not-found");

        var entries = await app.Services.GetRequiredService<AuditTable>().ListAsync(TestEnd);
        Assert.Equal(2, entries.Count(entry => entry.Details == "text-not-received|holder-not-found"));
    }

    [Fact]
    public async Task Assist_AnybodyButAnOfficerWithBothFactors_IsForbidden()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna, officer) = (app.CreateClient(), new Traveler(), new Traveler());
        var traveler = await anna.ApplyAsync(app, client);
        var inspector = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Inspector, Inspector.PlaceId));
        await Inspector.AppointAsync(app, officer, new Role(Role.Officer, ""));
        var oneFactor = await officer.LoginAsync(app, client);

        (await client.PostAsync(Path, Help(anna), token: null)).Expect(401, "not-signed-in");
        (await client.PostAsync(Path, Help(anna), traveler)).Expect(403, "forbidden");
        (await client.PostAsync(Path, Help(anna), inspector)).Expect(403, "forbidden");
        (await client.PostAsync(Path, Help(anna), oneFactor.Expect(200).Text("accessToken"))).Expect(403, "second-factor-required");
    }

    [Fact]
    public async Task Assist_HolderIsStaff_IsForbidden_AndAnEarlierCodeIsNoFactorOfStaff()
    {
        await using var app = new GhcApp(azurite);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var officer = await Officers.OneAsync(app, client);
        var code = (await client.PostAsync(Path, Help(anna), officer)).Expect(201).Text("code");

        await Inspector.AppointAsync(app, anna, new Role(Role.Administrator, ""));

        (await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(401, "login-failed");
        (await client.PostAsync(Path, Help(anna), officer)).Expect(403, "forbidden");
    }

    [Fact]
    public async Task Assist_MoreThanADayAllows_IsTooManyUntilMidnightInChina_AcrossInstances()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["AssistedLogins:PerDay"] = "2";
        await using var app = new GhcApp(settings);
        await using var other = new GhcApp(settings);
        var (client, anna) = (app.CreateClient(), new Traveler());
        await anna.ApplyAsync(app, client);
        var officer = await Officers.OneAsync(app, client);
        (await client.PostAsync(Path, Help(anna), officer)).Expect(201);
        (await other.CreateClient().PostAsync(Path, Help(new Traveler()), officer)).Expect(404);

        var refused = (await client.PostAsync(Path, Help(anna), officer)).Expect(429, "too-many-requests");

        Assert.Equal(TimeSpan.FromHours(14), refused.Response.Headers.RetryAfter!.Delta);
    }

    [Theory]
    [InlineData("because he asked me to", "reason")]
    [InlineData(null, "reason")]
    public async Task Assist_ReasonIsNoneOfTheChoices_NamesTheField(string? reason, string field)
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();

        var refused = await client.PostAsync(Path, Help(new Traveler(), reason), await Officers.OneAsync(app, client));

        Assert.NotNull(refused.Expect(400, "invalid-request")["errors"][field]);
    }

    [Fact]
    public async Task Assist_DiesAnywhere_IsAuditedBeforeACodeCounts_AndWorksWhenAskedAgain()
    {
        Traveler anna = new();
        var code = "";
        await Crashes.OfFunctionAsync(
            azurite,
            _ => { },
            async app =>
            {
                anna = new Traveler();
                await anna.ApplyAsync(app, app.CreateClient());
                var officer = await Officers.OneAsync(app, app.CreateClient());
                await app.DrainAsync("recompute-colors", "sms-outbox");
                return async living =>
                {
                    var answer = await living.CreateClient().PostAsync(Path, Help(anna), officer);
                    code = answer.Status == 503 ? throw new HttpRequestException("It died.") : answer.Expect(201).Text("code");
                };
            },
            async app =>
            {
                Assert.NotEmpty(await app.Services.GetRequiredService<AuditTable>().ListAsync(TestEnd));
                (await app.CreateClient().PostAsync("api/login", new { phone = anna.Phone, smsCode = code })).Expect(200);
            }
        );
    }

    private static object Help(Traveler traveler, string? reason = "text-not-received") =>
        new
        {
            idType = traveler.IdType,
            idNumber = traveler.IdNumber,
            issuanceNumber = traveler.Issuance,
            reason,
        };
}
