using Ghc.Domain.Measures;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Measures;

/// <summary>Everyone who was at a place in a time gets the measure, and nobody else.</summary>
public sealed class ExposureTests(Azurite azurite)
{
    private readonly AppSettings settings = ExposureCalls.NewSettings(azurite);

    [Fact]
    public async Task Exposure_OfAPlaceAndATime_ReachesWhoWasThereThen()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var (there, early, elsewhere) = (new Traveler(), new Traveler(), new Traveler());
        var token = await there.ApplyAsync(app, client, daysAgo: 40);
        await ExposureCalls.ScannedAsync(app, there, Inspector.PlaceId, now.AddHours(-30), now.AddHours(-28));
        await ExposureCalls.ScannedAsync(app, early, Inspector.PlaceId, now.AddHours(-31).AddMinutes(-1));
        await ExposureCalls.ScannedAsync(app, elsewhere, "other-place", now.AddHours(-29));
        var span = new
        {
            placeId = Inspector.PlaceId,
            from = now.AddHours(-31),
            to = now.AddHours(-1),
        };

        var id = (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval").Text("measureId");
        Assert.Equal(id, (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval").Text("measureId"));
        Assert.Equal("pending", (await client.GetAsync($"api/exposures/{id}", officers.Second)).Expect(200).Text("state"));
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(404, "measure-not-found");
        (await client.PostAsync("api/exposures", new { approves = id }, officers.Second)).Expect(202);
        await ExposureCalls.DoneAsync(app, client, id, officers.First, "done");

        var code = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal(("yellow", "measure-exposure"), (code.Text("color"), (string?)code["reasons"][0]!["code"]));
        Assert.Single((await app.HolderAsync(there)).Facts.OfType<Measure>());
        Assert.Empty((await app.HolderAsync(early)).Facts.OfType<Measure>());
        Assert.Empty((await app.HolderAsync(elsewhere)).Facts.OfType<Measure>());
        Assert.Single(await officers.ToldAsync(there, 1));

        // From one person, then from everyone.
        (await client.CallAsync(HttpMethod.Delete, $"api/measures/{id}.{app.DocumentKey(there)}", token: officers.First)).Expect(204);
        await app.DrainAsync("recompute-colors");
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
        await officers.LiftAsync(id);
        await ExposureCalls.DoneAsync(app, client, id, officers.First, "lifted");
        Assert.Equal(2, (await app.HolderAsync(there)).Facts.OfType<Measure>().Count());
    }

    [Fact]
    public async Task Exposure_VisitThatIsToldLater_IsFound_AndEachPersonOnce()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var (early, late, outside) = (new Traveler(), new Traveler(), new Traveler());
        await early.ApplyAsync(app, client, daysAgo: 40);
        var token = await late.ApplyAsync(app, client, daysAgo: 40);
        await ExposureCalls.ScannedAsync(app, early, Inspector.PlaceId, now.AddMinutes(-10));
        var id = await ExposureCalls.ApprovedAsync(app, client, officers, now.AddMinutes(-20), now.AddMinutes(-2));
        var first = (await ExposureCalls.DoneAsync(app, client, id, officers.First, "done")).Text("finishedAt");

        // The inspector's phone had no network.
        await ExposureCalls.ScannedAsync(app, late, Inspector.PlaceId, now.AddMinutes(-10), now.AddMinutes(-5));
        await ExposureCalls.ScannedAsync(app, outside, Inspector.PlaceId, now.AddMinutes(-1));
        await ExposureCalls.LookAgainAsync(app, TimeSpan.FromMinutes(1));
        Assert.Equal(first, (await ExposureCalls.DoneAsync(app, client, id, officers.First, "done")).Text("finishedAt"));
        Assert.Empty((await app.HolderAsync(late)).Facts.OfType<Measure>());

        await ExposureCalls.LookAgainAsync(app, TimeSpan.FromMinutes(2));
        await Wait.UntilAsync(async () => (await client.GetAsync($"api/exposures/{id}", officers.First)).Text("finishedAt") != first);
        var again = await ExposureCalls.DoneAsync(app, client, id, officers.First, "done");
        Assert.Equal(("4", "2", "2"), (again.Text("done"), again.Text("people"), again.Text("told")));
        Assert.Equal("yellow", await client.ColorAsync(token));
        Assert.Single((await app.HolderAsync(late)).Facts.OfType<Measure>());
        Assert.Single((await app.HolderAsync(early)).Facts.OfType<Measure>());
        Assert.Empty((await app.HolderAsync(outside)).Facts.OfType<Measure>());
        Assert.Single(await officers.ToldAsync(late, 1));
        Assert.Single(await officers.ToldAsync(early, 1));
    }

    [Fact]
    public async Task Exposure_LiftedMeanwhile_FindsNobodyLater()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var (early, late) = (new Traveler(), new Traveler());
        await ExposureCalls.ScannedAsync(app, early, Inspector.PlaceId, now.AddMinutes(-10));
        var id = await ExposureCalls.ApprovedAsync(app, client, officers, now.AddMinutes(-20), now.AddMinutes(-2));
        await ExposureCalls.DoneAsync(app, client, id, officers.First, "done");
        await officers.LiftAsync(id);
        await ExposureCalls.DoneAsync(app, client, id, officers.First, "lifted");

        await ExposureCalls.ScannedAsync(app, late, Inspector.PlaceId, now.AddMinutes(-10));
        await ExposureCalls.LookAgainAsync(app, TimeSpan.FromMinutes(10));

        Assert.Empty((await app.HolderAsync(late)).Facts.OfType<Measure>());
        Assert.Equal("lifted", (await client.GetAsync($"api/exposures/{id}", officers.First)).Expect(200).Text("state"));
    }

    [Fact]
    public async Task Exposure_LiftedFromEveryone_TurnsThemBack()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        Traveler[] people = [.. Enumerable.Range(0, 120).Select(_ => new Traveler())];
        foreach (var person in people)
        {
            await ExposureCalls.ScannedAsync(app, person, Inspector.PlaceId, now.AddHours(-3));
        }

        var id = await ExposureCalls.ApprovedAsync(app, client, officers, now.AddHours(-4), now.AddHours(-1));
        var done = await ExposureCalls.DoneAsync(app, client, id, officers.First, "done");
        Assert.Equal(("120", "120", "0"), (done.Text("done"), done.Text("people"), done.Text("told")));
        Assert.Equal(120, await CountAsync());
        foreach (var person in people)
        {
            Assert.Equal("Yellow", $"{(await app.HolderAsync(person)).Status!.Schedule.At(now.AddSeconds(1)).Color}");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await officers.LiftAsync(id);
        await ExposureCalls.DoneAsync(app, client, id, officers.First, "lifted");
        foreach (var person in people)
        {
            Assert.Equal("Green", $"{(await app.HolderAsync(person)).Status!.Schedule.At(app.Clock.GetUtcNow()).Color}");
        }

        async Task<int> CountAsync()
        {
            var (seen, next) = (new HashSet<string>(), "");
            do
            {
                var page = (await client.GetAsync($"api/exposures/{id}/people?after={next}", officers.First)).Expect(200);
                seen.UnionWith(page["people"].AsArray().Select(person => (string)person!["holderId"]!));
                next = (string?)page.Json!["next"] ?? "";
            } while (next.Length > 0);
            return seen.Count;
        }
    }

    [Fact]
    public async Task Exposure_ImpossibleSpanOrPlace_IsRefusedNamingIt()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officer = await Officers.OneAsync(app, client);
        var now = app.Clock.GetUtcNow();

        await RefusedAsync(now.AddDays(-22), now.AddDays(-21), "from");
        await RefusedAsync(now.AddHours(-1), now.AddHours(1), "to");
        await RefusedAsync(now.AddHours(-1), now.AddHours(-2), "to");
        await RefusedAsync(now.AddDays(-9), now, "to");
        (
            await client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = "nowhere",
                    from = now.AddHours(-2),
                    to = now,
                },
                officer
            )
        ).Expect(404, "place-not-found");
        (
            await client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = "NO/PLACE",
                    from = now.AddHours(-2),
                    to = now,
                },
                officer
            )
        ).Expect(400, "invalid-request");

        async Task RefusedAsync(DateTimeOffset from, DateTimeOffset to, string field) => Assert.Contains(field, (
                    await client.PostAsync(
                        "api/exposures",
                        new
                        {
                            placeId = Inspector.PlaceId,
                            from,
                            to,
                        },
                        officer
                    )
                ).Expect(400, "invalid-request")["errors"].AsObject().Select(e => e.Key));
    }
}
