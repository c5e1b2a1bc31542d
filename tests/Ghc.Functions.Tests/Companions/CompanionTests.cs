using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Companions;

public sealed class CompanionTests(Azurite azurite)
{
    [Fact]
    public async Task Add_Verified_HasOwnCodeColorAndTests()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var parent = await Family.ArrivedAsync(app, "OLD SMITH");

        var id = (await client.AddAsync(child, token)).Expect(201).Text("holderId");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        (await client.PostAsync("api/companions", parent.AsCompanion("parent"), token)).Expect(201);
        await app.IngestAsync("lab-results", child.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));

        var list = (await client.GetAsync("api/companions", token)).Expect(200).Json!.AsArray();
        Assert.Equal(["LITTLE SMITH", "OLD SMITH"], list.Select(companion => (string?)companion!["name"]));
        Assert.Equal(["child", "parent"], list.Select(companion => (string?)companion!["relationship"]));
        Assert.Equal("red", (string?)list[0]!["color"]);

        // The first code with a result reads the names of laboratories too, once in ten minutes.
        (await client.GetAsync($"api/code?holder={id}", token)).Expect(200);
        app.Calls.Reset();
        var code = (await client.GetAsync($"api/code?holder={id}", token)).Expect(200);
        Assert.Equal(2, app.Calls.Seen.Count);
        Assert.Equal((id, "LITTLE SMITH", 1), (code.Text("holderId"), code.Text("name"), code["tests"].AsArray().Count));
        Assert.Contains(code["reasons"].AsArray(), reason => (string?)reason!["code"] == "positive");

        app.Calls.Reset();
        var own = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Single(app.Calls.Seen);
        Assert.Empty(own["tests"].AsArray());

        app.Calls.Reset();
        await client.CompanionsAsync(token);
        Assert.Equal(1 + 2, app.Calls.Seen.Count);
    }

    [Fact]
    public async Task Add_Refused_SaysWhyAndNeverLocksTheAccount()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var stranger = new Traveler();

        (await client.AddAsync(child with { Name = "ANOTHER NAME" }, token)).Expect(422, "identity-verification-failed");
        (await client.AddAsync(child with { LatestCrossingYear = 2021 }, token)).Expect(422, "identity-verification-failed");
        Assert.Equal(1590650023, (int?)(await client.AddAsync(stranger, token)).Expect(422, "no-crossing-record")["number"]);
        (await client.AddAsync(child with { Country = "CN" }, token)).Expect(422, "not-eligible");
        (await client.AddAsync(anna, token)).Expect(409, "already-registered");
        (await client.PostAsync("api/companions", child.AsCompanion("friend"), token)).Expect(400, "invalid-request");
        (await client.PostAsync("api/companions", child.AsCompanion(null), token)).Expect(400, "invalid-request");
        (await client.PostAsync("api/companions", """{"fullName":"A","phone":1}""", token)).Expect(400, "invalid-request");
        (await client.PostAsync("api/companions", child.AsCompanion())).Expect(401, "not-signed-in");
        for (var tries = 0; tries < 12; tries++)
        {
            (await client.AddAsync(child with { Name = "ANOTHER NAME" }, token)).Expect(422);
        }

        (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Empty(await client.CompanionsAsync(token));
        (await client.AddAsync(child, token)).Expect(201);
        (await client.AddAsync(child, token)).Expect(409, "already-registered");
        var bob = await new Traveler().ApplyAsync(app, client);
        (await client.AddAsync(child, bob)).Expect(409, "consent-required");
        app.Clock.Advance(TimeSpan.FromMinutes(10));
        (await client.AddAsync(child, bob)).Expect(409, "consent-required");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        (await client.AddAsync(anna, bob)).Expect(409, "consent-required");
        Assert.Empty(await client.CompanionsAsync(bob));
    }

    [Fact]
    public async Task Add_BeyondTheLimit_IsRefusedEvenAtOnce()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Companions:PerAccount"] = "3";
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var family = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => Family.ArrivedAsync(app)));

        var answers = await Task.WhenAll(family.Select(companion => client.AddAsync(companion, token)));

        Assert.Equal((3, 3), (answers.Count(a => a.Status == 201), answers.Count(a => a.Code == "too-many-companions")));
        Assert.Equal(3, (await client.CompanionsAsync(token)).Length);
    }

    [Fact]
    public async Task Add_TwoPhonesAtOnce_OneWins()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var tokens = new[] { await new Traveler().ApplyAsync(app, client), await new Traveler().ApplyAsync(app, client) };
        var child = await Family.ArrivedAsync(app);

        var answers = await Task.WhenAll(tokens.Select(token => client.AddAsync(child, token)));

        Assert.Equal([201, 409], answers.Select(answer => answer.Status).Order());
        var shown = await Task.WhenAll(tokens.Select(client.CompanionsAsync));
        Assert.Equal(answers.Select(answer => answer.Status == 201 ? 1 : 0), shown.Select(companions => companions.Length));
    }

    [Fact]
    public async Task Add_SameTwiceAtOnce_IsThereOnce()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);

        var answers = await Task.WhenAll(client.AddAsync(child, token), client.AddAsync(child, token));

        Assert.Contains(answers, answer => answer.Status == 201);
        Assert.All(answers, answer => Assert.True(answer.Status is 201 or 409));
        Assert.Single(await client.CompanionsAsync(token));
    }

    [Fact]
    public async Task Remove_Companion_IsNobodysAndMayBeAddedElsewhere()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var token = await new Traveler().ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        var id = (await client.AddAsync(child, token)).Expect(201).Text("holderId");
        var code = (await client.GetAsync($"api/code?holder={id}", token)).Text("healthCode");
        var self = (await client.GetAsync("api/code", token)).Text("holderId");
        var inspector = await Inspector.AtWorkAsync(app, client);

        (await client.DeleteAsync($"api/companions/{self}", token)).Expect(404, "holder-not-found");
        (await client.DeleteAsync("api/companions/nobody", token)).Expect(404, "holder-not-found");
        (await client.DeleteAsync($"api/companions/{id}", token: null)).Expect(401, "not-signed-in");
        (await client.DeleteAsync($"api/companions/{id}", token)).Expect(204);

        (await client.DeleteAsync($"api/companions/{id}", token)).Expect(404, "holder-not-found");
        (await client.GetAsync($"api/code?holder={id}", token)).Expect(404, "holder-not-found");
        (await client.ScanAsync(inspector, code)).Expect(422, "code-revoked");
        var bob = await new Traveler().ApplyAsync(app, client);
        (await client.AddAsync(child, bob)).Expect(201);
    }

    [Fact]
    public async Task Add_AnyCrash_RepeatingEndsWithOneCompanion()
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) => (Token: await new Traveler().ApplyAsync(app, client), Child: await Family.ArrivedAsync(app)),
            (client, world) => client.AddAsync(world.Child, world.Token),
            async (app, client, world, answer) =>
            {
                var again = await client.AddAsync(world.Child, world.Token);
                Assert.True(again.Status == 201 || (again.Code == "already-registered"), again.Json?.ToJsonString());
                answer?.Expect(201);
                var id = Assert.Single(await client.CompanionsAsync(world.Token));
                (await client.GetAsync($"api/code?holder={id}", world.Token)).Expect(200);
            }
        );
        Assert.InRange(calls, 5, 12);
    }

    [Fact]
    public async Task Add_CrashAndNeverRepeated_ShowsNobodyHalfAndKeepsNobodyOut()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
                (Token: await new Traveler().ApplyAsync(app, client), Child: await Family.ArrivedAsync(app), Bob: new Traveler()),
            (client, world) => client.AddAsync(world.Child, world.Token),
            async (app, client, world, answer) =>
            {
                app.Clock.Advance(TimeSpan.FromMinutes(3));
                var shown = await client.CompanionsAsync(world.Token);
                var bob = await world.Bob.ApplyAsync(app, client);
                (await client.AddAsync(world.Child, bob)).Expect(shown.Length == 0 ? 201 : 409);
                Assert.True(answer is null || shown.Length == 1);
            }
        );
    }

    [Fact]
    public async Task Remove_AnyCrash_RepeatingRemoves()
    {
        var calls = await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var token = await new Traveler().ApplyAsync(app, client);
                return (Token: token, Id: (await client.AddAsync(await Family.ArrivedAsync(app), token)).Expect(201).Text("holderId"));
            },
            (client, world) => client.DeleteAsync($"api/companions/{world.Id}", world.Token),
            async (app, client, world, answer) =>
            {
                var again = await client.DeleteAsync($"api/companions/{world.Id}", world.Token);
                Assert.True(again.Status is 204 or 404);
                answer?.Expect(204);
                Assert.Empty(await client.CompanionsAsync(world.Token));
                (await client.GetAsync($"api/code?holder={world.Id}", world.Token)).Expect(404, "holder-not-found");
            }
        );
        Assert.InRange(calls, 5, 12);
    }

    [Fact]
    public async Task Add_ByStaffWithoutAHolder_ThenApplyingAsThatPerson_MakesItTheirOwn()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var officer = new Traveler();
        var token = await Inspector.SignInAsync(app, client, officer, new Role(Role.Officer, ""));
        await app.IngestAsync("border-crossings", officer.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        (await client.AddAsync(officer, token)).Expect(201);

        var applied = (await client.PostAsync("api/apply", officer.Application(await officer.SmsCodeAsync(app, client))))
            .Expect(201)
            .Text("accessToken");

        (await client.GetAsync("api/code", applied)).Expect(200);
        Assert.Empty(await client.CompanionsAsync(applied));
    }
}
