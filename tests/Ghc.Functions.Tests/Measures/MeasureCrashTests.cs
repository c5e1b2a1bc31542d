using Ghc.Domain.Measures;
using Ghc.Functions.Measures;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>The process dies between any two storage calls of what officers do; they do it again, and everything is there once.</summary>
public sealed class MeasureCrashTests(Azurite azurite)
{
    private const int TooMany = 30;

    private readonly AppSettings settings = NewSettings(azurite);

    [Fact]
    public async Task Propose_DeathAfterEveryCall_IsOneProposal()
    {
        var officer = await OfficerAsync();
        await DieAndRepeatAsync(
            async (client, who) => await client.PostAsync("api/measures", Proposal(who), officer),
            409,
            async (app, who, _) =>
            {
                var id = (await app.CreateClient().PostAsync("api/measures", Proposal(who), officer))
                    .Expect(409, "needs-approval")
                    .Text("measureId");
                Assert.Single(await app.RowsAsync(TableNames.Measures), row => row.RowKey == id);
                Assert.Empty((await app.HolderAsync(who)).Facts.OfType<Measure>());
            }
        );
    }

    [Fact]
    public async Task Approve_DeathAfterEveryCall_HolderIsRedAndToldOnce()
    {
        var (first, second) = (await OfficerAsync(), await OfficerAsync());
        await DieAndRepeatAsync(
            async (client, who) => await client.PostAsync("api/measures", new { approves = await IdAsync(client, who, first) }, second),
            201,
            async (app, who, token) =>
            {
                await app.DrainAsync("recompute-colors");
                Assert.Equal("red", (await app.CreateClient().GetAsync("api/code", token)).Expect(200).Text("color"));
                Assert.Single((await app.HolderAsync(who)).Facts.OfType<Measure>());
                await ExpectToldAsync(app, who, 1);
            },
            prepare: async (client, who) => await IdAsync(client, who, first)
        );
    }

    [Fact]
    public async Task Lift_DeathAfterEveryCall_HolderIsGreenAndToldOnce()
    {
        var (first, second) = (await OfficerAsync(), await OfficerAsync());
        var ids = new Dictionary<Traveler, string>();
        await DieAndRepeatAsync(
            async (client, who) => await client.CallAsync(HttpMethod.Delete, $"api/measures/{ids[who]}", token: second),
            204,
            async (app, who, token) =>
            {
                await app.DrainAsync("recompute-colors");
                Assert.Equal("green", (await app.CreateClient().GetAsync("api/code", token)).Expect(200).Text("color"));
                Assert.Equal(2, (await app.HolderAsync(who)).Facts.OfType<Measure>().Count());
                Assert.Single(EffectiveMeasures.Of((await app.HolderAsync(who)).Facts).Distinct());
            },
            prepare: async (client, who) =>
            {
                ids[who] = await IdAsync(client, who, first);
                (await client.PostAsync("api/measures", new { approves = ids[who] }, second)).Expect(201);
            }
        );
    }

    [Fact]
    public async Task ApproveAndLift_DeathAfterEveryCallAndNobodyRepeats_WhatWasSignedIsDone()
    {
        var (first, second) = (await OfficerAsync(), await OfficerAsync());
        await DieAsync(
            async (client, id) => await client.PostAsync("api/measures", new { approves = id }, second),
            MeasureState.InForce,
            ("yellow", "red"),
            false
        );
        await DieAsync(
            async (client, id) => await client.CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: second),
            MeasureState.Lifted,
            ("red", "green"),
            true
        );

        async Task DieAsync(
            Func<HttpClient, string, Task<Answer>> act,
            MeasureState signed,
            (string Before, string After) colors,
            bool approved
        )
        {
            for (var n = 0; n <= TooMany; n++)
            {
                var who = new Traveler();
                string token,
                    id;
                await using (var app = new GhcApp(settings))
                {
                    var client = app.CreateClient();
                    token = await who.ApplyAsync(app, client, daysAgo: approved ? 40 : 8);
                    id = await IdAsync(client, who, first);
                    if (approved)
                    {
                        (await client.PostAsync("api/measures", new { approves = id }, second)).Expect(201);
                    }

                    await app.DrainAsync("measures", "recompute-colors");
                    app.Calls.FailAfter(n);
                    await act(client, id);
                    if (!app.Calls.HasFailed)
                    {
                        Assert.True(n > 3, "An act of an officer takes more calls than that.");
                        return;
                    }
                }

                await using var next = new GhcApp(settings);
                var again = next.CreateClient();
                await next.DrainAsync("measures", "recompute-colors");
                var stored = await next.Services.GetRequiredService<MeasuresTable>().FindAsync(id, TestContext.Current.CancellationToken);
                var code = (await again.GetAsync("api/code", token)).Expect(200);
                Assert.Equal(stored!.StateAt(next.Clock.GetUtcNow()) == signed ? colors.After : colors.Before, code.Text("color"));
            }

            Assert.Fail($"{TooMany} calls were not enough.");
        }
    }

    private async Task DieAndRepeatAsync(
        Func<HttpClient, Traveler, Task<Answer>> act,
        int status,
        Func<GhcApp, Traveler, string, Task> check,
        Func<HttpClient, Traveler, Task>? prepare = null
    )
    {
        for (var n = 0; n <= TooMany; n++)
        {
            var who = new Traveler();
            string token;
            await using (var app = new GhcApp(settings))
            {
                var client = app.CreateClient();
                token = await who.ApplyAsync(app, client, daysAgo: 40);
                await (prepare?.Invoke(client, who) ?? Task.CompletedTask);
                await app.DrainAsync("recompute-colors", "sms-outbox");
                app.Calls.FailAfter(n);
                var answer = await act(client, who);

                // What the queue does meanwhile may be what died.
                Assert.True(answer.Status == status || app.Calls.HasFailed, $"{answer.Status}: {answer.Json}");
                if (!app.Calls.HasFailed)
                {
                    return;
                }
            }

            await using var next = new GhcApp(settings);
            (await act(next.CreateClient(), who)).Expect(status);
            await check(next, who, token);
        }

        Assert.Fail($"{TooMany} calls were not enough.");
    }

    /// <summary>Texts are kept in memory, so those of the app that died are gone; a text said twice has one id.</summary>
    private static async Task ExpectToldAsync(GhcApp app, Traveler who, int count)
    {
        await app.DrainAsync("sms-outbox");
        var texts = (await who.TextsAsync(app.CreateClient())).Where(text => text.Contains("close contact", StringComparison.Ordinal));
        Assert.Equal(count, texts.Count());
    }

    private async Task<string> OfficerAsync()
    {
        await using var app = new GhcApp(settings);
        return await Officers.OneAsync(app, app.CreateClient());
    }

    /// <summary>The same proposal again has the same id.</summary>
    private static async Task<string> IdAsync(HttpClient client, Traveler who, string officer)
    {
        Ids.TryGetValue(who, out var id);
        return id
            ?? (
                Ids[who] = (await client.PostAsync("api/measures", Proposal(who), officer)).Expect(409, "needs-approval").Text("measureId")
            );
    }

    private static readonly System.Collections.Concurrent.ConcurrentDictionary<Traveler, string> Ids = new();

    private static object Proposal(Traveler who) => Officers.Measure(who, "close-contact", "contact-observation");

    private static AppSettings NewSettings(Azurite azurite)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        settings.Values["SmsBudget:PerMinute"] = "1000";
        return settings;
    }
}
