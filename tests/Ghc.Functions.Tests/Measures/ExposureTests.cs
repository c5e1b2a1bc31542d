using Azure.Core;
using Ghc.Domain.Measures;
using Ghc.Functions.Gates;
using Ghc.Functions.Measures;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>Everyone who was at a place in a time gets the measure, and nobody else.</summary>
public sealed class ExposureTests(Azurite azurite)
{
    private readonly AppSettings settings = NewSettings(azurite);

    [Fact]
    public async Task Exposure_OfAPlaceAndATime_ReachesWhoWasThereThen()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var now = app.Clock.GetUtcNow();
        var (there, early, elsewhere) = (new Traveler(), new Traveler(), new Traveler());
        var token = await there.ApplyAsync(app, client, daysAgo: 40);
        await ScannedAsync(app, there, Inspector.PlaceId, now.AddHours(-30), now.AddHours(-28));
        await ScannedAsync(app, early, Inspector.PlaceId, now.AddHours(-31).AddMinutes(-1));
        await ScannedAsync(app, elsewhere, "other-place", now.AddHours(-29));
        var span = new { placeId = Inspector.PlaceId, from = now.AddHours(-31), to = now.AddHours(-1) };

        var id = (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval").Text("measureId");
        Assert.Equal(id, (await client.PostAsync("api/exposures", span, officers.First)).Expect(409, "needs-approval").Text("measureId"));
        Assert.Equal("pending", (await client.GetAsync($"api/exposures/{id}", officers.Second)).Expect(200).Text("state"));
        Assert.Equal("green", (await client.GetAsync("api/code", token)).Text("color"));
        (await client.PostAsync("api/measures", new { approves = id }, officers.Second)).Expect(404, "measure-not-found");
        (await client.PostAsync("api/exposures", new { approves = id }, officers.Second)).Expect(202);
        await DoneAsync(app, client, id, officers.First, "done");

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
        await DoneAsync(app, client, id, officers.First, "lifted");
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
        await ScannedAsync(app, early, Inspector.PlaceId, now.AddMinutes(-10));
        var id = await ApprovedAsync(app, client, officers, now.AddMinutes(-20), now.AddMinutes(-2));
        var first = (await DoneAsync(app, client, id, officers.First, "done")).Text("finishedAt");

        // The inspector's phone had no network.
        await ScannedAsync(app, late, Inspector.PlaceId, now.AddMinutes(-10), now.AddMinutes(-5));
        await ScannedAsync(app, outside, Inspector.PlaceId, now.AddMinutes(-1));
        await LookAgainAsync(app, TimeSpan.FromMinutes(1));
        Assert.Equal(first, (await DoneAsync(app, client, id, officers.First, "done")).Text("finishedAt"));
        Assert.Empty((await app.HolderAsync(late)).Facts.OfType<Measure>());

        await LookAgainAsync(app, TimeSpan.FromMinutes(2));
        await Wait.UntilAsync(async () => (await client.GetAsync($"api/exposures/{id}", officers.First)).Text("finishedAt") != first);
        var again = await DoneAsync(app, client, id, officers.First, "done");
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
        await ScannedAsync(app, early, Inspector.PlaceId, now.AddMinutes(-10));
        var id = await ApprovedAsync(app, client, officers, now.AddMinutes(-20), now.AddMinutes(-2));
        await DoneAsync(app, client, id, officers.First, "done");
        await officers.LiftAsync(id);
        await DoneAsync(app, client, id, officers.First, "lifted");

        await ScannedAsync(app, late, Inspector.PlaceId, now.AddMinutes(-10));
        await LookAgainAsync(app, TimeSpan.FromMinutes(10));

        Assert.Empty((await app.HolderAsync(late)).Facts.OfType<Measure>());
        Assert.Equal("lifted", (await client.GetAsync($"api/exposures/{id}", officers.First)).Expect(200).Text("state"));
    }

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
        await ScannedAsync(app, anna, Inspector.PlaceId, now.AddHours(-3), now.AddHours(-2));
        await ScannedAsync(app, stranger, Inspector.PlaceId, now.AddHours(-3));
        await ScannedAsync(app, ill, Inspector.PlaceId, now.AddHours(-3));
        await ScannedAsync(app, outside, Inspector.PlaceId, now.AddHours(-9));
        var span = new { placeId = Inspector.PlaceId, from = now.AddHours(-4), to = now.AddHours(-1) };
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
        var done = await DoneAsync(app, client, id, officers.First, "done");
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
            [.. (await client.GetAsync($"api/exposures/{id}/people", officers.First)).Expect(200)["people"].AsArray().Select(person => person!)];

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
        await ScannedAsync(app, new Traveler(), Inspector.PlaceId, now.AddHours(-3));
        await app.StopTriggersAsync();
        var id = (await client.PostAsync("api/exposures", new { placeId = Inspector.PlaceId, from = now.AddHours(-4), to = now.AddHours(-1) }, officers.First)).Expect(409).Text("measureId");
        (await client.CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: officers.First)).Expect(204);
        await app.Services.GetRequiredService<MeasureWorkflow>().CarryOutAsync(id, TestContext.Current.CancellationToken);

        var exposure = (await client.GetAsync($"api/exposures/{id}", officers.First)).Expect(200);
        Assert.Equal(("withdrawn", 0), (exposure.Text("state"), (int)exposure["trial"]["people"]!));
        Assert.Empty((await client.GetAsync($"api/exposures/{id}/people", officers.First)).Expect(200)["people"].AsArray());
    }

    private static async Task LookAgainAsync(GhcApp app, TimeSpan pause)
    {
        app.Clock.Advance(pause);
        await app.Function<FindLateVisits>().Run(new TimerInfo(), TestContext.Current.CancellationToken);
        await app.DrainAsync("measures", "recompute-colors");
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
            await ScannedAsync(app, person, Inspector.PlaceId, now.AddHours(-3));
        }

        var id = await ApprovedAsync(app, client, officers, now.AddHours(-4), now.AddHours(-1));
        var done = await DoneAsync(app, client, id, officers.First, "done");
        Assert.Equal(("120", "120", "0"), (done.Text("done"), done.Text("people"), done.Text("told")));
        Assert.Equal(120, await CountAsync());
        foreach (var person in people)
        {
            Assert.Equal("Yellow", $"{(await app.HolderAsync(person)).Status!.Schedule.At(now.AddSeconds(1)).Color}");
        }

        app.Clock.Advance(TimeSpan.FromMinutes(5));
        await officers.LiftAsync(id);
        await DoneAsync(app, client, id, officers.First, "lifted");
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
            }
            while (next.Length > 0);
            return seen.Count;
        }
    }

    /// <summary>The client repeats such a write and is told that the row is there, or has changed. The first message, and the one that looks after it, would come as far as the second batch.</summary>
    [Fact]
    public async Task Exposure_AnswersOfItsWritesLost_StillReachesEveryone()
    {
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var officers = await Officers.SignInAsync(app, client);
        var start = app.Clock.GetUtcNow().AddHours(-3);
        Traveler[] people = [new(), new(), new()];
        foreach (var (n, person) in people.Index())
        {
            await ScannedAsync(app, person, Inspector.PlaceId, [.. Enumerable.Range(100 * n, n < 2 ? 100 : 10).Select(second => start.AddSeconds(second))]);
        }

        app.Calls.IsAnswerLost = (method, call) => method != RequestMethod.Get && call.AbsolutePath.Contains(TableNames.Measures, StringComparison.Ordinal);
        var id = await ApprovedAsync(app, client, officers, start.AddHours(-1), start.AddHours(2));

        Assert.Equal("210", (await DoneAsync(app, client, id, officers.First, "done")).Text("done"));
        foreach (var person in people)
        {
            Assert.Single((await app.HolderAsync(person)).Facts.OfType<Measure>());
        }
    }

    [Fact]
    public async Task Exposure_DeathAfterEveryCall_EndsWithEveryoneOnce()
    {
        settings.Values["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:01";
        var survived = false;
        string first, second;
        await using (var app = new GhcApp(settings))
        {
            var officers = await Officers.SignInAsync(app, app.CreateClient());
            (first, second) = (officers.First, officers.Second);
        }

        for (var n = 0; n <= 80 && !survived; n++)
        {
            Traveler[] people = [new(), new(), new()];
            string id;
            await using (var app = new GhcApp(settings))
            {
                var client = app.CreateClient();
                var from = app.Clock.GetUtcNow();
                foreach (var person in people)
                {
                    await ScannedAsync(app, person, Inspector.PlaceId, from);
                }

                app.Clock.Advance(TimeSpan.FromSeconds(2));
                id = (await client.PostAsync("api/exposures", new { placeId = Inspector.PlaceId, from, to = from.AddSeconds(1) }, first)).Expect(409).Text("measureId");
                (await client.PostAsync("api/exposures", new { approves = id }, second)).Expect(202);
                app.Calls.FailAfter(n);
                await Wait.UntilAsync(async () => app.Calls.HasFailed || await IsEmptyAsync(app, "measures"));
                await Wait.UntilAsync(async () => app.Calls.HasFailed || await IsEmptyAsync(app, "recompute-colors"));
                survived = !app.Calls.HasFailed;
            }

            await using var next = new GhcApp(settings);
            await DoneAsync(next, next.CreateClient(), id, first, "done");
            foreach (var person in people)
            {
                var holder = await next.HolderAsync(person);
                Assert.Single(holder.Facts.OfType<Measure>());
                Assert.Equal("Yellow", $"{holder.Status!.Schedule.At(next.Clock.GetUtcNow()).Color}");
            }

            Assert.Empty(await next.PoisonAsync("measures"));
        }

        Assert.True(survived);
    }

    [Fact]
    public async Task Approve_DeathAfterEveryCallAndNobodyRepeats_WhatWasSignedReachesThem()
    {
        string first, second;
        await using (var app = new GhcApp(settings))
        {
            var officers = await Officers.SignInAsync(app, app.CreateClient());
            (first, second) = (officers.First, officers.Second);
        }

        for (var (n, survived) = (0, false); !survived; n++)
        {
            Assert.True(n <= 60, "The approval never ends.");
            var who = new Traveler();
            string id;
            await using (var app = new GhcApp(settings))
            {
                var client = app.CreateClient();
                var from = app.Clock.GetUtcNow();
                await ScannedAsync(app, who, Inspector.PlaceId, from);
                app.Clock.Advance(TimeSpan.FromSeconds(2));
                id = (await client.PostAsync("api/exposures", new { placeId = Inspector.PlaceId, from, to = from.AddSeconds(1) }, first)).Expect(409).Text("measureId");
                app.Calls.FailAfter(n);
                await client.PostAsync("api/exposures", new { approves = id }, second);
                survived = !app.Calls.HasFailed;
                app.Calls.FailAfter(int.MaxValue);
            }

            await using var next = new GhcApp(settings);
            var again = next.CreateClient();
            await next.DrainAsync("measures", "recompute-colors");
            var state = (await again.GetAsync($"api/exposures/{id}", first)).Expect(200).Text("state");
            Assert.Contains(state, new[] { "pending", "done" });
            Assert.Equal(state == "done" ? 1 : 0, (await next.HolderAsync(who)).Facts.OfType<Measure>().Count());
            Assert.True(!survived || state == "done");
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
        (await client.PostAsync("api/exposures", new { placeId = "nowhere", from = now.AddHours(-2), to = now }, officer)).Expect(404, "place-not-found");
        (await client.PostAsync("api/exposures", new { placeId = "NO/PLACE", from = now.AddHours(-2), to = now }, officer)).Expect(400, "invalid-request");

        async Task RefusedAsync(DateTimeOffset from, DateTimeOffset to, string field) => Assert.Contains(
            field,
            (await client.PostAsync("api/exposures", new { placeId = Inspector.PlaceId, from, to }, officer)).Expect(400, "invalid-request")["errors"].AsObject().Select(e => e.Key));
    }

    private static async Task<string> ApprovedAsync(GhcApp app, HttpClient client, Officers officers, DateTimeOffset from, DateTimeOffset to)
    {
        var id = (await client.PostAsync("api/exposures", new { placeId = Inspector.PlaceId, from, to }, officers.First)).Expect(409).Text("measureId");
        (await client.PostAsync("api/exposures", new { approves = id }, officers.Second)).Expect(202);
        await app.DrainAsync("measures");
        return id;
    }

    /// <summary>Somebody of whom a crossing is known, scanned at the times, as the queue records it.</summary>
    private static async Task ScannedAsync(GhcApp app, Traveler who, string placeId, params DateTimeOffset[] times)
    {
        if ((await app.HolderAsync(who)).Status is null)
        {
            await app.SendAsync("border-crossings", who.Crossing(app.Clock.GetUtcNow().AddDays(-40)));
            await Wait.UntilAsync(async () => (await app.HolderAsync(who)).Status is not null);
        }

        var visits = app.Services.GetRequiredService<VisitsTable>();
        foreach (var time in times)
        {
            await visits.PutAsync(
                new VisitMessage(VisitMessage.SchemaName, $"{Guid.NewGuid():N}", placeId, "Luohu Port", app.DocumentKey(who), time), TestContext.Current.CancellationToken);
        }
    }

    private static async Task<Answer> DoneAsync(GhcApp app, HttpClient client, string id, string token, string state)
    {
        Answer? answer = null;
        await Wait.UntilAsync(async () => (answer = (await client.GetAsync($"api/exposures/{id}", token)).Expect(200)).Text("state") == state);
        await app.DrainAsync("measures", "recompute-colors");
        return answer!;
    }

    private static async Task<bool> IsEmptyAsync(GhcApp app, string queue) =>
        (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount == 0;

    private static AppSettings NewSettings(Azurite azurite)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        settings.Values["SmsBudget:PerMinute"] = "1000";
        return settings;
    }
}
