using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Accounts;

public sealed class AccountTests(Azurite azurite)
{
    [Fact]
    public async Task Update_LanguageAndOptOut_AreKept()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);

        var before = (await client.GetAsync("api/account", token)).Expect(200);
        Assert.Equal(
            (anna.Number, "en", "true", "false"),
            ((string?)before["phone"]["number"], before.Text("language"), before.Text("colorTexts"), before.Text("hasPassword"))
        );
        var changed = (await client.CallAsync(HttpMethod.Patch, "api/account", new { colorTexts = false }, token)).Expect(200);
        Assert.Equal(("en", "false"), (changed.Text("language"), changed.Text("colorTexts")));
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { language = "zh-Hant" }, token)).Expect(200);

        var after = (await client.GetAsync("api/account", token)).Expect(200);
        Assert.Equal(("zh-Hant", "false"), (after.Text("language"), after.Text("colorTexts")));
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { language = "no tag" }, token)).Expect(400, "invalid-request");
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { phone = 1 }, token)).Expect(400, "invalid-request");
        (await client.CallAsync(HttpMethod.Patch, "api/account", new { language = "en" })).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task LogoutEverywhere_EndsEverySession_UnlessThisOneIsKept()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var first = await anna.ApplyAsync(app, client);
        var second = await anna.SignInAsync(app, client);

        // From here on the app remembers both as genuine; that they are over must not depend on it.
        (await client.GetAsync("api/code", first)).Expect(200);
        (await client.GetAsync("api/code", second)).Expect(200);
        (await client.PostAsync("api/logout-everywhere", new { keepThis = true }, second)).Expect(204);
        (await client.GetAsync("api/code", first)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", first)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/code", second)).Expect(200);

        (await client.PostAsync("api/logout-everywhere", body: null, second)).Expect(204);
        (await client.GetAsync("api/code", second)).Expect(401, "not-signed-in");
        (await client.GetAsync("api/account", second)).Expect(401, "not-signed-in");
        (await client.PostAsync("api/logout-everywhere", body: null, second)).Expect(401, "not-signed-in");
        app.Clock.Advance(TimeSpan.FromSeconds(1));
        var third = await anna.SignInAsync(app, client);
        (await client.PostAsync("api/logout-everywhere", """{"keep":1}""", third)).Expect(400, "invalid-request");
        (await client.GetAsync("api/code", third)).Expect(200);
    }

    [Fact]
    public async Task LogoutEverywhere_AnyCrash_RepeatingEndsTheSession()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) => await new Traveler().ApplyAsync(app, client),
            (client, token) => client.PostAsync("api/logout-everywhere", body: null, token),
            async (app, client, token, answer) =>
            {
                Assert.Contains((await client.PostAsync("api/logout-everywhere", body: null, token)).Status, new[] { 204, 401 });
                answer?.Expect(204);
                (await client.GetAsync("api/code", token)).Expect(401);
                (await client.GetAsync("api/account", token)).Expect(401);
            }
        );
    }

    [Fact]
    public async Task Update_AnyCrash_RepeatingChanges()
    {
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) => await new Traveler().ApplyAsync(app, client),
            (client, token) => client.CallAsync(HttpMethod.Patch, "api/account", new { colorTexts = false }, token),
            async (app, client, token, answer) =>
            {
                answer?.Expect(200);
                (await client.CallAsync(HttpMethod.Patch, "api/account", new { colorTexts = false }, token)).Expect(200);
                Assert.Equal("false", (await client.GetAsync("api/account", token)).Text("colorTexts"));
            }
        );
    }

    [Fact]
    public async Task Export_HasAllOfAccountAndHolders()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        var child = await Family.ArrivedAsync(app);
        (await client.AddAsync(child, token)).Expect(201);
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        var code = (await client.GetAsync("api/code", token)).Text("healthCode");
        (await client.PostAsync("api/scan", new { healthCode = code }, await Inspector.AtWorkAsync(app, client))).Expect(200);
        await app.DrainAsync("visits");

        app.Calls.Reset();
        var export = (await client.GetAsync("api/account/export", token)).Expect(200);

        Assert.Equal(1 + (2 * 3), app.Calls.Seen.Count);
        Assert.Equal(
            "attachment; filename=ghc.json",
            export.Response.Content.Headers.ContentDisposition?.ToString().Replace("\"", "", StringComparison.Ordinal)
        );
        Assert.Equal(anna.Number, (string?)export["account"]["phone"]!["number"]);
        var holders = export["holders"].AsArray().ToDictionary(holder => holder!["relationship"]!.ToString(), holder => holder!);
        Assert.Equal(
            (anna.IdNumber, anna.AccessionOf(), "Luohu", "Luohu Port"),
            (
                (string?)holders["self"]["idNumber"],
                (string?)holders["self"]["tests"]![0]!["accession"],
                (string?)holders["self"]["crossings"]![0]!["port"],
                (string?)holders["self"]["visits"]![0]!["placeName"]
            )
        );
        Assert.Equal(child.IdNumber, (string?)holders["child"]["idNumber"]);
        (await client.GetAsync("api/account/export", token: null)).Expect(401, "not-signed-in");
    }
}
