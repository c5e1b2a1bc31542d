using System.Text.Json.Nodes;
using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Appeals;

/// <summary>Deadlines, crashes, erasure, export and retention.</summary>
public sealed class AppealUpkeepTests(Azurite azurite)
{
    private const string Contact = "measure-close-contact";

    [Fact]
    public async Task Deadline_Near_IsLoggedUntilSomebodyDecides()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, _) = await ContactAsync(app, client);
        (await client.AppealAsync(token, Contact)).Expect(201);

        await app.FollowAppealsAsync();
        Assert.DoesNotContain(app.Logs.Lines, IsWarning);

        app.Clock.Advance(TimeSpan.FromHours(20.5));
        await app.FollowAppealsAsync();
        Assert.Contains(app.Logs.Lines, line => line.Contains("Near their deadline: 1, past it: 0", StringComparison.Ordinal));

        app.Clock.Advance(TimeSpan.FromHours(4));
        var officer = await Officers.OneAsync(app, client);
        await app.FollowAppealsAsync();
        Assert.Contains(app.Logs.Lines, line => line.Contains("Near their deadline: 0, past it: 1", StringComparison.Ordinal));
        Assert.True((bool?)(await QueueAsync(client, officer))[0]!["late"]);

        static bool IsWarning(string line) => line.Contains("Appeals wait for officers", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queue_IsByAgeAndInPages()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var first = await ContactAsync(app, client);
        var second = await ContactAsync(app, client);
        var older = (await client.AppealAsync(second.Token, Contact)).Expect(201).Text("appealId");
        app.Clock.Advance(TimeSpan.FromMinutes(1));
        var younger = (await client.AppealAsync(first.Token, Contact)).Expect(201).Text("appealId");

        var queue = await QueueAsync(client, first.Officers.First);
        Assert.Equal([older, younger], queue.Select(each => (string?)each!["appealId"]));
        var table = app.Services.GetRequiredService<Functions.Appeals.AppealsTable>();
        var page = await table.QueueAsync("", 1, TestContext.Current.CancellationToken);
        Assert.Equal(
            [younger],
            (
                (await client.GetAsync($"api/appeal-queue?after={Uri.EscapeDataString(page[0].Row)}", first.Officers.First)).Expect(200)[
                    "appeals"
                ]
            )
                .AsArray()
                .Select(each => (string?)each!["appealId"])
        );
        (await client.GetAsync("api/appeal-queue?after=%27%20or%201%20eq%201", first.Officers.First)).Expect(400, "invalid-request");
    }

    [Fact]
    public async Task File_CrashAfterEveryCall_IsOneAppealToldOnce() =>
        await Crashes.RepeatedAsync(
            azurite,
            async (app, client) =>
            {
                var who = new Traveler();
                var token = await who.ApplyAsync(app, client, daysAgo: 40);
                await (await Officers.SignInAsync(app, client)).PutOnAsync(who, "close-contact", "contact-observation");
                return (Who: who, Token: token);
            },
            (client, world) => client.AppealAsync(world.Token, Contact),
            async (app, client, world, answer) =>
            {
                var id = answer.Expect(201).Text("appealId");
                await app.FollowAppealsAsync();
                Assert.Equal(
                    id,
                    (string?)
                        Assert.Single((await client.GetAsync("api/appeals", world.Token)).Expect(200)["appeals"].AsArray())!["appealId"]
                );
                Assert.Contains(await app.RowsAsync(TableNames.Appeals), row => row.RowKey.EndsWith(id, StringComparison.Ordinal));
                await app.DrainAsync("sms-outbox");
                Assert.Single(await world.Who.TextsAsync(client), text => text.Contains("Appeal of", StringComparison.Ordinal));
            }
        );

    [Fact]
    public async Task Approve_CrashAfterEveryCallAndNobodyRepeats_TheTimerFinishes() =>
        await Crashes.EverywhereAsync(
            azurite,
            async (app, client) =>
            {
                var who = new Traveler();
                var token = await who.ApplyAsync(app, client, daysAgo: 40);
                var officers = await Officers.SignInAsync(app, client);
                var measure = await officers.PutOnAsync(who, "close-contact", "contact-observation");
                var id = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
                (
                    await client.AnswerAsync(
                        officers.First,
                        id,
                        new
                        {
                            decision = "lift",
                            version = 0,
                            measureId = measure,
                        }
                    )
                ).Expect(200);
                return (Id: id, Token: token, officers.Second);
            },
            (client, world) => client.AnswerAsync(world.Second, world.Id, new { decision = "approve-lift", version = 1 }),
            async (app, client, world, _) =>
            {
                await app.FollowAppealsAsync();
                await app.DrainAsync("measures", "recompute-colors");
                var state = (string?)(await client.OwnAppealAsync(world.Token))["state"];
                var color = await client.ColorAsync(world.Token);
                Assert.Contains($"{state} {color}", new[] { "lifted green", "lift-proposed red" });
                Assert.Equal(state == "lifted" ? 1 : 2, (await app.RowsAsync(TableNames.Appeals)).Count);
            }
        );

    [Fact]
    public async Task Erased_WithTheAccount_AndExportedBefore()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers) = await ContactAsync(app, client);
        var id = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");

        var export = (await client.GetAsync("api/account/export", token)).Expect(200)["holders"][0]!["appeals"]!.AsArray();
        Assert.Equal((AppealCalls.Text, "open"), ((string?)export[0]!["text"], (string?)export[0]!["state"]));

        (await client.DeleteAsync("api/account", token)).Expect(204);
        Assert.Empty(await app.RowsAsync(TableNames.Appeals));
        (await client.GetAsync($"api/appeals/{id}", officers.First)).Expect(404, "appeal-not-found");
    }

    [Fact]
    public async Task Released_HolderOfAnotherAccount_DoesNotSeeIt()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers) = await ContactAsync(app, client);
        var id = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        (await client.PostAsync($"api/holders/{id[..32]}/release", new { reason = "document-shown" }, officers.First)).Expect(204);

        (await client.GetAsync($"api/appeals/{id}", officers.First)).Expect(404, "appeal-not-found");
        await app.FollowAppealsAsync();
        Assert.Empty(await app.RowsAsync(TableNames.Appeals));
    }

    [Fact]
    public async Task Purge_DeletesAnsweredAppealsAfterTheirTerm()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var (token, officers) = await ContactAsync(app, client);
        var id = (await client.AppealAsync(token, Contact)).Expect(201).Text("appealId");
        (
            await client.AnswerAsync(
                officers.First,
                id,
                new
                {
                    decision = "refuse",
                    version = 0,
                    because = "tests-missing",
                }
            )
        ).Expect(200);

        app.Clock.Advance(TimeSpan.FromDays(59));
        await PurgeAsync();
        Assert.Single(await app.RowsAsync(TableNames.Appeals));
        app.Clock.Advance(TimeSpan.FromDays(2));
        await PurgeAsync();
        Assert.Empty(await app.RowsAsync(TableNames.Appeals));

        Task PurgeAsync() => app.Services.GetRequiredService<Purge>().RunAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<JsonArray> QueueAsync(HttpClient client, string officer) =>
        (await client.GetAsync("api/appeal-queue", officer)).Expect(200)["appeals"].AsArray();

    private static async Task<(string Token, Officers Officers)> ContactAsync(GhcApp app, HttpClient client)
    {
        var who = new Traveler();
        var token = await who.ApplyAsync(app, client, daysAgo: 40);
        var officers = await Officers.SignInAsync(app, client);
        await officers.PutOnAsync(who, "close-contact", "contact-observation");
        return (token, officers);
    }
}
