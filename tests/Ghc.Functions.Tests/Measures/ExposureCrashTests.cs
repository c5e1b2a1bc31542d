using Azure.Core;
using Ghc.Domain.Measures;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Measures;

/// <summary>What two officers signed reaches everyone once, whichever call dies or loses its answer.</summary>
public sealed class ExposureCrashTests(Azurite azurite)
{
    private readonly AppSettings settings = ExposureCalls.NewSettings(azurite);

    /// <summary>
    /// The client repeats such a write and is told that the row is there, or has changed. The first message, and the one that looks after
    /// it, would come as far as the second batch.
    /// </summary>
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
            await ExposureCalls.ScannedAsync(
                app,
                person,
                Inspector.PlaceId,
                [.. Enumerable.Range(100 * n, n < 2 ? 100 : 10).Select(second => start.AddSeconds(second))]
            );
        }

        app.Calls.IsAnswerLost = (method, call) =>
            method != RequestMethod.Get && call.AbsolutePath.Contains(TableNames.Measures, StringComparison.Ordinal);
        var id = await ExposureCalls.ApprovedAsync(app, client, officers, start.AddHours(-1), start.AddHours(2));

        Assert.Equal("210", (await ExposureCalls.DoneAsync(app, client, id, officers.First, "done")).Text("done"));
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
        string first,
            second;
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
                    await ExposureCalls.ScannedAsync(app, person, Inspector.PlaceId, from);
                }

                app.Clock.Advance(TimeSpan.FromSeconds(2));
                id = (
                    await client.PostAsync(
                        "api/exposures",
                        new
                        {
                            placeId = Inspector.PlaceId,
                            from,
                            to = from.AddSeconds(1),
                        },
                        first
                    )
                ).Expect(409).Text("measureId");
                (await client.PostAsync("api/exposures", new { approves = id }, second)).Expect(202);
                app.Calls.FailAfter(n);
                await Wait.UntilAsync(async () => app.Calls.HasFailed || await ExposureCalls.IsEmptyAsync(app, "measures"));
                await Wait.UntilAsync(async () => app.Calls.HasFailed || await ExposureCalls.IsEmptyAsync(app, "recompute-colors"));
                survived = !app.Calls.HasFailed;
            }

            await using var next = new GhcApp(settings);
            await ExposureCalls.DoneAsync(next, next.CreateClient(), id, first, "done");
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
        string first,
            second;
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
                await ExposureCalls.ScannedAsync(app, who, Inspector.PlaceId, from);
                app.Clock.Advance(TimeSpan.FromSeconds(2));
                id = (
                    await client.PostAsync(
                        "api/exposures",
                        new
                        {
                            placeId = Inspector.PlaceId,
                            from,
                            to = from.AddSeconds(1),
                        },
                        first
                    )
                ).Expect(409).Text("measureId");
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
}
