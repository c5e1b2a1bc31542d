using Ghc.Functions.Measures;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>Whom an exposure would reach is counted before it is signed.</summary>
public sealed class ExposureTrialTests(Azurite azurite)
{
    private readonly AppSettings settings = ExposureCalls.NewSettings(azurite);

    /// <summary>Both officers see whom it would reach before they sign; afterwards who was reached, and who was told.</summary>
    [Fact]
    public async Task Exposure_CountedBeforeItIsSigned_AndToldAfterwards()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var (anna, stranger, ill, outside) = (new Traveler(), new Traveler(), new Traveler(), new Traveler());
        var token = await anna.ApplyAsync(app, client, daysAgo: 40);
        await officers.PutOnAsync(ill, "confirmed", "case-isolation", now.AddDays(5));
        await ExposureCalls.ScannedAsync(app, anna, Inspector.PlaceId, now.AddHours(-3), now.AddHours(-2));
        await ExposureCalls.ScannedAsync(app, stranger, Inspector.PlaceId, now.AddHours(-3));
        await ExposureCalls.ScannedAsync(app, ill, Inspector.PlaceId, now.AddHours(-3));
        await ExposureCalls.ScannedAsync(app, outside, Inspector.PlaceId, now.AddHours(-9));
        var span = new
        {
            placeId = Inspector.PlaceId,
            from = now.AddHours(-4),
            to = now.AddHours(-1),
        };
        var id = (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval").Text("measureId");
        (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval");
        await app.DrainAsync("measures");

        var pending = (await client.GetAsync("api/measures", officers.Second)).Expect(200)["measures"].AsArray().Single()!;
        Assert.Equal("Luohu Port", (string?)pending["placeName"]);
        var trial = pending["trial"]!;
        Assert.Equal(("done", 3, 2), ((string?)trial["state"], (int)trial["people"]!, (int)trial["changes"]!["green->yellow"]!));
        Assert.Single(trial["changes"]!.AsObject());
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
        Assert.All(await PeopleAsync(), person => Assert.Null(person["markedAt"]));

        (await client.PostAsync("api/exposures", new { approves = id }, officers.Second)).Expect(202);
        var done = await ExposureCalls.DoneAsync(app, client, id, officers.First, "done");
        Assert.Equal((3, 1, 3), ((int)done["people"]!, (int)done["told"]!, (int)done["trial"]["people"]!));
        var people = (await PeopleAsync()).ToDictionary(person => (string)person["holderId"]!);
        Assert.Equal((anna.Masked(), "green", "yellow", true), Said(people[app.DocumentKey(anna)]));
        Assert.Equal((null, "green", "yellow", false), Said(people[app.DocumentKey(stranger)]));
        Assert.Equal((null, "red", "red", false), Said(people[app.DocumentKey(ill)]));
        Assert.All(people.Values, person => Assert.NotNull(person["markedAt"]));

        // Reading who was there is a look at them.
        await app.DrainAsync("visits");
        Assert.Contains((await client.GetAsync("api/visits", token)).Expect(200).Json!.AsArray(), visit => (bool?)visit!["lookUp"] == true);

        (await client.GetAsync($"api/exposures/{id}/people?after=x", officers.First)).Expect(400, "invalid-request");
        (await client.GetAsync("api/exposures/20220715-0000000000000000/people", officers.First)).Expect(404, "measure-not-found");
        (await client.GetAsync($"api/exposures/{id}/people", token)).Expect(403, "forbidden");

        async Task<IReadOnlyList<System.Text.Json.Nodes.JsonNode>> PeopleAsync() =>
            [
                .. (await client.GetAsync($"api/exposures/{id}/people", officers.First))
                    .Expect(200)["people"]
                    .AsArray()
                    .Select(person => person!),
            ];

        static (string?, string?, string?, bool) Said(System.Text.Json.Nodes.JsonNode person) =>
            ((string?)person["name"], (string?)person["colorBefore"], (string?)person["color"], (bool)person["told"]!);
    }

    [Fact]
    public async Task Exposure_WithdrawnBeforeItIsCounted_CountsNobody()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        await ExposureCalls.ScannedAsync(app, new Traveler(), Inspector.PlaceId, now.AddHours(-3));
        await app.StopTriggersAsync();
        var id = (
            await client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = Inspector.PlaceId,
                    from = now.AddHours(-4),
                    to = now.AddHours(-1),
                },
                officers.First
            )
        ).Expect(409).Text("measureId");
        (await client.CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: officers.First)).Expect(204);
        await app.Services.GetRequiredService<MeasureWorkflow>().CarryOutAsync(id, TestContext.Current.CancellationToken);

        var exposure = (await client.GetAsync($"api/exposures/{id}", officers.First)).Expect(200);
        Assert.Equal(("withdrawn", 0), (exposure.Text("state"), (int)exposure["trial"]["people"]!));
        Assert.Empty((await client.GetAsync($"api/exposures/{id}/people", officers.First)).Expect(200)["people"].AsArray());
    }
}
