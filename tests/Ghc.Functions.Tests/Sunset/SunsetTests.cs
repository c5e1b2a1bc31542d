using Ghc.Functions.Audit;
using Ghc.Functions.Sunset;
using Ghc.Functions.Tests.Reference;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Sunset;

/// <summary>The service ends step by step, each signed by two administrators.</summary>
public sealed class SunsetTests(Azurite azurite)
{
    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Service_EndsStepByStep_AndHoldersLeaveWithTheirData()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (anna, late) = (new Traveler(), new Traveler());
        await anna.ApplyAsync(app, client);
        var administrators = await Administrators.AppointAsync(app, client);
        Assert.Equal("none", await PhaseAsync(client));

        // One alone changes nothing.
        var plan = (await administrators.PlanAsync()).Expect(202).Text("plan");
        (await administrators.SignAsync(0, "announce", plan)).Expect(409, "needs-approval");
        Assert.Equal("none", await PhaseAsync(client));
        (await administrators.SignAsync(1, "announce", plan)).Expect(202);
        var announced = (await client.GetAsync("api/sunset", null)).Expect(200);
        Assert.Equal(("announced", plan), (announced.Text("phase"), announced.Text("plan")));
        await late.ApplyAsync(app, client);

        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("closed", await PhaseAsync(client));
        (await client.PostAsync("api/apply", new Traveler().Application("123456"))).Expect(410, "applications-closed");
        Assert.Equal("已停止申领", (await client.PostAsync("api/apply", new { }, language: "zh-CN")).Text("title"));
        var token = await anna.SignInAsync(app, client);
        (await client.PostAsync("api/companions", new { }, token)).Expect(410, "applications-closed");
        Assert.Equal(200, (await client.GetAsync("api/code", token)).Status);
        (await administrators.SignAsync(0, "freeze", plan)).Expect(202);
        (await administrators.SignAsync(0, "freeze", plan)).Expect(409, "needs-approval");
        app.Clock.Advance(TimeSpan.FromDays(1));
        Assert.Equal("closed", await PhaseAsync(client));
        (await administrators.SignAsync(1, "freeze", plan)).Expect(202);

        Assert.Equal("frozen", await PhaseAsync(client));
        token = await anna.SignInAsync(app, client);
        (await client.GetAsync("api/code", token)).Expect(410, "service-closed");
        Assert.Contains(
            anna.IdNumber,
            (await client.GetAsync("api/account/export", token)).Expect(200).Json!.ToJsonString(),
            StringComparison.Ordinal
        );
        (await client.CallAsync(HttpMethod.Delete, "api/account", token: await late.SignInAsync(app, client))).Expect(204);

        app.Clock.Advance(Administrators.Export);
        Assert.Equal("ended", await PhaseAsync(client));
        (await client.GetAsync("api/account/export", token)).Expect(410, "service-closed");
        await administrators.SignBothAsync("wipe", plan);
        Assert.Equal(
            [
                "sunset-announce-approved",
                "sunset-freeze-approved",
                "sunset-freeze-proposed",
                "sunset-planned",
                "sunset-wipe-approved",
                "sunset-wipe-proposed",
            ],
            await ActsAsync(app)
        );
    }

    [Fact]
    public async Task Signature_OfAFormerPlan_IsRefused_AndWithdrawnPlanHasNoEffect()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var administrators = await Administrators.AppointAsync(app, client);
        (await administrators.SignAsync(0, "announce", "no plan")).Expect(404, "sunset-not-planned");
        var former = (await administrators.PlanAsync()).Expect(202).Text("plan");
        var plan = (await administrators.PlanAsync()).Expect(202).Text("plan");

        (await administrators.SignAsync(1, "announce", former)).Expect(409, "sunset-plan-changed");
        (await administrators.SignAsync(1, "announce", plan)).Expect(202);
        (await administrators.PlanAsync()).Expect(409, "sunset-under-way");
        (await administrators.SignAsync(0, "freeze", plan)).Expect(409, "sunset-too-early");
        (await administrators.SignAsync(0, "wipe", plan)).Expect(409, "sunset-too-early");
        var token = await administrators.TokenAsync(0);
        (await client.PostAsync("api/sunset/withdrawal", new { plan = former }, token)).Expect(409, "sunset-plan-changed");
        (await client.PostAsync("api/sunset/withdrawal", new { plan }, token)).Expect(200);

        Assert.Equal("none", await PhaseAsync(client));
        app.Clock.Advance(TimeSpan.FromDays(1));
        await new Traveler().ApplyAsync(app, client);
        (await administrators.SignAsync(0, "freeze", plan)).Expect(404, "sunset-not-planned");
    }

    [Fact]
    public async Task Approvals_AtOnce_AreOne()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var administrators = await Administrators.AppointAsync(app, client, count: 5);
        var plan = (await administrators.PlanAsync()).Expect(202).Text("plan");
        var tokens = await Task.WhenAll(Enumerable.Range(1, 4).Select(administrators.TokenAsync));

        var answers = await Task.WhenAll(
            tokens.Select(token => client.PostAsync("api/sunset/signatures", new { step = "announce", plan }, token))
        );

        Assert.All(answers, answer => answer.Expect(202));
        Assert.Single(answers.Select(answer => answer["signatures"].ToJsonString()).Distinct());
        // Audit comes first, so whoever was slower may stand there too; the record says who approved.
        Assert.Contains("sunset-announce-approved", await ActsAsync(app));
    }

    [Fact]
    public async Task Plan_ThatDoesNotFit_IsRefused_FieldByField()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var administrators = await Administrators.AppointAsync(app, client, count: 1);
        var now = app.Clock.GetUtcNow();
        var token = await administrators.TokenAsync(0);

        var wrong = await client.CallAsync(
            HttpMethod.Put,
            "api/sunset/plan",
            new
            {
                closesAt = now.AddDays(-1),
                freezesAt = now.AddDays(-2),
                exportUntil = now.AddDays(3),
                wipesFrom = now,
                certificateKey = "a2V5",
            },
            token
        );
        Assert.Equal(["certificateKey"], wrong.Expect(400)["errors"].AsObject().Select(error => error.Key));
        wrong = await client.CallAsync(
            HttpMethod.Put,
            "api/sunset/plan",
            new
            {
                closesAt = now.AddDays(-1),
                freezesAt = now.AddDays(-2),
                exportUntil = now.AddDays(3),
                wipesFrom = now,
                certificateKey = Administrators.NewKey(),
            },
            token
        );
        Assert.Equal(
            ["closesAt", "exportUntil", "freezesAt", "wipesFrom"],
            wrong.Expect(400)["errors"].AsObject().Select(error => error.Key).Order()
        );
    }

    [Fact]
    public async Task OtherInstance_LearnsOfIt_AndNobodyAsksStorage()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using GhcApp app = new(settings),
            other = new(settings);
        var (client, second) = (app.CreateClient(), other.CreateClient());
        Assert.Equal("none", await PhaseAsync(second));
        await (await Administrators.AppointAsync(app, client)).AnnounceAsync();

        settings.Clock.Advance(SunsetState.Freshness);
        await Wait.UntilAsync(async () => await PhaseAsync(second) == "announced");
        other.Calls.Reset();
        Assert.Equal("announced", await PhaseAsync(second));
        Assert.Empty(other.Calls.Seen);

        await using var later = new GhcApp(settings);
        Assert.Equal("announced", await PhaseAsync(later.CreateClient()));
    }

    [Fact]
    public Task Signing_DeathAfterEveryCall_EndsWithOneApprovalInAudit() =>
        Crashes.RepeatedAsync(
            azurite,
            async (app, client) =>
            {
                var administrators = await Administrators.AppointAsync(app, client);
                return (Plan: (await administrators.PlanAsync()).Expect(202).Text("plan"), Token: await administrators.TokenAsync(1));
            },
            (client, world) => client.PostAsync("api/sunset/signatures", new { step = "announce", plan = world.Plan }, world.Token),
            async (app, client, world, answer) =>
            {
                answer.Expect(202);
                Assert.Equal("announced", await PhaseAsync(client));
                Assert.Equal(["sunset-announce-approved", "sunset-planned"], await ActsAsync(app));
            }
        );

    /// <summary>A name that is misspelled would open or close nothing.</summary>
    [Fact]
    public void Rules_NameFunctionsThatExist() =>
        Assert.Empty(SunsetRules.Named.Except(FunctionCatalog.All.Select(function => function.Name)));

    private static async Task<string> PhaseAsync(HttpClient client) =>
        (await client.GetAsync("api/sunset", null)).Expect(200).Text("phase");

    private static async Task<IReadOnlyList<string>> ActsAsync(GhcApp app) =>
        [
            .. (await app.Services.GetRequiredService<AuditTable>().ListAsync(TestEnd))
                .Select(entry => entry.Action)
                .Where(action => action.StartsWith("sunset-", StringComparison.Ordinal))
                .Order(),
        ];
}
