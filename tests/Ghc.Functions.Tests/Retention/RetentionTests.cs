using Azure.Data.Tables;
using Ghc.Domain.Accounts;
using Ghc.Domain.Facts;
using Ghc.Functions.Gates;
using Ghc.Functions.Measures;
using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Codes;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Retention;

/// <summary>
/// What goes, what stays, and when. Each run is of an app that starts on its day, so that no timer of the days between interferes.
/// </summary>
public sealed class RetentionTests(Azurite azurite)
{
    /// <summary>Who was where is known no longer than the visits that it was made of.</summary>
    [Fact]
    public async Task Purge_PeopleOfAnExposure_GoWithItsVisits()
    {
        var settings = new AppSettings(azurite.NewAccount());
        await using (var app = new GhcApp(settings))
        {
            app.CreateClient();
            var id = MeasureIds.New(app.Clock.GetUtcNow(), new byte[8]);
            await app
                .Services.GetRequiredService<ExposedTable>()
                .PutAsync(id, new ExposedPerson(app.DocumentKey(new Traveler())), TestContext.Current.CancellationToken);
        }

        Assert.Equal("", (await PurgeAfterAsync(settings, days: 21)).ToString());
        Assert.Equal("exposed: 1", (await PurgeAfterAsync(settings, days: 1)).ToString());
    }

    [Fact]
    public async Task Purge_AsDaysPass_LetsGoWhatIsPastItsTimeAndNothingElse()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Retention:IdleAccountDays"] = "3650";
        var (anna, visitor, ill) = (new Traveler(), new Traveler(), new Traveler());
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            var token = await anna.ApplyAsync(app, client);
            await PrintedCodeTests.PrintAsync(client, token, (await client.GetAsync("api/code", token)).Text("holderId"));
            await Inspector.ScanAsync(
                client,
                await Inspector.AtWorkAsync(app, client),
                (await client.GetAsync("api/code", token)).Text("healthCode")
            );
            await new Traveler().SmsCodeAsync(app, client);
            var now = app.Clock.GetUtcNow();
            await app.SendAsync("border-crossings", visitor.Crossing(now.AddDays(-3)));
            await app.SendAsync("border-crossings", visitor.Crossing(now.AddDays(-1), "exit"));
            await app.SendAsync("lab-results", visitor.LabResult(now.AddDays(-2)));
            await app.SendAsync("lab-results", new Traveler().LabResult(now.AddDays(-2)));
            await app.SendAsync("lab-results", ill.LabResult(now.AddDays(-2), result: "positive"));
            await app.SendAsync("lab-results", "no JSON");
            await app.DrainAsync();
        }

        Assert.Equal("", (await PurgeAfterAsync(settings, days: 0)).ToString());
        Assert.Equal("unused-phones: 1", (await PurgeAfterAsync(settings, days: 2)).ToString());
        Assert.Equal("", (await PurgeAfterAsync(settings, days: 18)).ToString());
        Assert.Equal("holder-visits: 1, visits: 1", (await PurgeAfterAsync(settings, days: 2)).ToString());
        Assert.Equal("printed-codes: 1", (await PurgeAfterAsync(settings, days: 10)).ToString());

        // Day 62: of the visitor only the exit stays; the result that belongs to nobody goes, and its document a run later.
        Assert.Equal("crossings: 1, outcomes: 6, results: 2", (await PurgeAfterAsync(settings, days: 30)).ToString());
        Assert.Equal("documents: 1", (await PurgeAfterAsync(settings, days: 0)).ToString());
        Assert.Equal("", (await PurgeAfterAsync(settings, days: 30)).ToString());

        // The holder is still there, and can sign in; the positive that nothing ended still stands.
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            var code = await client.GetAsync("api/code", await anna.SignInAsync(app, client, anna.IdNumber));
            Assert.Equal("green", code.Expect(200).Text("color"));
            await app.DrainAsync();
        }

        Assert.Equal(["crossing", "crossing", "result"], await FactsAsync(settings));

        // Ten years on, the latest crossings go too. Anna's holder stays: it has an owner.
        Assert.Equal("accessions: 3, crossings: 2", (await PurgeAfterAsync(settings, days: 3650)).ToString());
        Assert.Equal("documents: 1", (await PurgeAfterAsync(settings, days: 0)).ToString());
        Assert.Equal(["result"], await FactsAsync(settings));
    }

    [Fact]
    public async Task Purge_AccountThatNobodySignedInToForAYear_IsErasedAndItsNumberOpensNothing()
    {
        const string password = "Kapok#2022";
        var settings = new AppSettings(azurite.NewAccount());
        var (anna, bob, guard) = (new Traveler(), new Traveler(), new Traveler());
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            await anna.ApplyAsync(app, client);
            (await client.PostAsync("api/set-password", new { password }, await bob.ApplyAsync(app, client))).Expect(204);
            await Inspector.SignInAsync(app, client, guard, new Role(Role.Inspector, Inspector.PlaceId));
            await app.DrainAsync();

            settings.Clock.Advance(TimeSpan.FromDays(200));
            (await client.PostAsync("api/login", new { phone = bob.Phone, password })).Expect(200);
        }

        Assert.Equal(0, (await PurgeAfterAsync(settings, days: 165))["idle-accounts"]);
        Assert.Equal(1, (await PurgeAfterAsync(settings, days: 10))["idle-accounts"]);

        await using var after = new GhcApp(settings);
        var again = after.CreateClient();
        (await anna.LoginAsync(after, again)).Expect(401, "login-failed");
        await bob.SignInAsync(after, again, bob.IdNumber);
        await guard.SignInAsync(after, again);
        Assert.Null((await after.HolderAsync(anna)).Status?.Owner);
        after.Clock.Advance(TimeSpan.FromMinutes(1));
        var next = new Traveler { Number = anna.Number, LatestCrossingYear = 2023 };
        Assert.Equal(
            after.DocumentKey(next),
            (await again.GetAsync("api/code", await next.ApplyAsync(after, again))).Expect(200).Text("holderId")
        );
    }

    [Fact]
    public async Task Purge_OfAnOldPositiveThatNegativesEnded_ChangesNoColor()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var anna = new Traveler();
        await using (var app = new GhcApp(settings))
        {
            var client = app.CreateClient();
            await anna.ApplyAsync(app, client, daysAgo: 40);
            var now = app.Clock.GetUtcNow();
            await app.SendAsync("lab-results", anna.LabResult(now.AddDays(-30), result: "positive", accession: "P"));
            await app.SendAsync("lab-results", anna.LabResult(now.AddDays(-20), accession: "N-1"));
            await app.SendAsync("lab-results", anna.LabResult(now.AddDays(-10), accession: "N-2"));
            await app.DrainAsync();
        }

        // The positive is past its days, then the first negative: neither is needed by then.
        Assert.Equal("results: 1", (await PurgeAfterAsync(settings, days: 31)).ToString());
        Assert.Equal("results: 1", (await PurgeAfterAsync(settings, days: 10)).ToString());
        await using var after = new GhcApp(settings);
        var again = after.CreateClient();
        var code = (await again.GetAsync("api/code", await anna.SignInAsync(after, again))).Expect(200);
        Assert.Equal("green", code.Text("color"));
        Assert.Single(code["tests"].AsArray());
    }

    [Fact]
    public async Task Purge_ManyVisitsOfOneHour_GoInWholeBatches()
    {
        await using var app = new GhcApp(azurite);
        _ = app.CreateClient();
        var visits = app.Services.GetRequiredService<VisitsTable>();
        var then = app.Clock.GetUtcNow().AddDays(-22);
        await Task.WhenAll(
            Enumerable
                .Range(0, 230)
                .Select(i =>
                    visits.PutAsync(
                        new("ghc.visit.v1", $"v{i}", "p", "P", new string('b', 32), then.AddSeconds(i)),
                        TestContext.Current.CancellationToken
                    )
                )
        );

        app.Calls.Reset();
        var report = await RunAsync(app);

        Assert.Equal((230L, 230L), (report["visits"], report["holder-visits"]));
        Assert.Equal(6, app.Calls.Seen.Count(call => call.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Purge_FactArrivesWhileADocumentIsForgotten_KeepsItFindable()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var permit = new Traveler
        {
            Name = "LIN MEI HUA",
            Country = "TW",
            IdType = "taiwan-permit",
            IdNumber = "39999999",
            Issuance = "01",
        };
        await using (var app = new GhcApp(settings))
        {
            _ = app.CreateClient();
            await app.IngestAsync("lab-results", permit.LabResult(app.Clock.GetUtcNow().AddDays(-1)));
        }

        Assert.Equal("outcomes: 2, results: 1", (await PurgeAfterAsync(settings, days: 61)).ToString());

        // It dies after each of its storage calls, and a new result comes before the next run.
        for (var n = 0; n < 8; n++)
        {
            await using var app = new GhcApp(settings);
            _ = app.CreateClient();
            app.Calls.FailAfter(n);
            await Assert.ThrowsAnyAsync<Exception>(() => RunAsync(app));
        }

        await using var after = new GhcApp(settings);
        var client = after.CreateClient();
        await after.IngestAsync("lab-results", permit.LabResult(after.Clock.GetUtcNow().AddHours(-1), accession: "A-2"));
        Assert.Equal("", (await RunAsync(after)).ToString());
        var lin = permit with { Issuance = "02" };
        var token = await lin.ApplyAsync(after, client);
        Assert.Equal("other-issuance", (string?)(await client.GetAsync("api/tests/missing", token))["findings"][0]!["code"]);
    }

    [Fact]
    public async Task Timer_At0330InChina_PurgesAndLogsTheCounts()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await new Traveler().SmsCodeAsync(app, client);

        app.Clock.Advance(TimeSpan.FromHours(41.5));

        await Wait.UntilAsync(() =>
            app.Logs.Lines.Any(line => line.Contains("Purged. unused-phones: 1. Finished: True", StringComparison.Ordinal))
        );
    }

    [Theory]
    [InlineData("Retention:FactDays", "7")]
    [InlineData("Retention:UnusedPhoneDays", "0")]
    [InlineData("PrintedCodes:MaxPerHolder", "0")]
    [InlineData("MissingTests:LaboratoryHours", "0")]
    [InlineData("SignIn:FirstLock", "2.00:00:00")]
    public async Task Start_OptionOutOfRange_Fails(string name, string value)
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values[name] = value;

        Assert.Contains(name.Split(':')[1], (await GhcApp.StartFailureAsync(settings)).Message, StringComparison.Ordinal);
    }

    internal static async Task<PurgeReport> PurgeAfterAsync(AppSettings settings, int days)
    {
        settings.Clock.Advance(TimeSpan.FromDays(days));
        await using var app = new GhcApp(settings);
        _ = app.CreateClient();
        return await RunAsync(app);
    }

    internal static Task<PurgeReport> RunAsync(GhcApp app) =>
        app.Services.GetRequiredService<Purge>().RunAsync(TestContext.Current.CancellationToken);

    /// <summary>The kinds of all facts that are left of anybody.</summary>
    internal static async Task<IReadOnlyList<string>> FactsAsync(AppSettings settings)
    {
        await using var app = new GhcApp(settings);
        _ = app.CreateClient();
        var kinds = new List<string>();
        await foreach (
            var row in app
                .Tables.GetTableClient("Holders")
                .QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken)
        )
        {
            kinds.AddRange(row.RowKey == "status" ? [] : [row.RowKey.Split('|')[0]]);
        }

        return [.. kinds.Order()];
    }
}
