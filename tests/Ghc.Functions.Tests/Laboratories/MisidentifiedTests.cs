using System.Text.Json;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Laboratories;

/// <summary>
/// A result that was reported for the wrong person is corrected by a higher revision under the right one, in whatever order the two arrive.
/// </summary>
public sealed class MisidentifiedTests(Azurite azurite)
{
    private const int TooMany = 20;

    [Fact]
    public async Task Correction_UnderAnotherDocument_EveryOrder_EndsInOneState()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var at = app.Clock.GetUtcNow().AddHours(-2);
        var orders = Permutations([0, 1, 2, 3]).Select(order => (Order: order, Case: new Case())).ToList();
        for (var step = 0; step < 4; step++)
        {
            foreach (var (order, each) in orders)
            {
                await app.SendAsync("lab-results", each.Messages(at)[order[step]]);
            }

            await app.DrainAsync("lab-results", "recompute-colors");
            app.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        var states = await Task.WhenAll(orders.Select(o => o.Case.StateAsync(app)));
        Assert.Equal(24, states.Length);
        Assert.Equal(
            "wrong: none | third: none | right: positive | 1 superseded, 2 superseded, 3 accepted",
            Assert.Single(states.Distinct())
        );
        Assert.Empty(await app.PoisonAsync("lab-results"));
    }

    [Fact]
    public async Task OneRevision_ForTwoPeople_NegativeReleasesNeither_InEitherOrder()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var at = app.Clock.GetUtcNow().AddHours(-2);
        foreach (var swap in new[] { false, true })
        {
            var anna = new Traveler();
            var ben = new Traveler { Sample = anna.Sample };
            foreach (var who in swap ? new[] { ben, anna } : [anna, ben])
            {
                await app.IngestAsync("lab-results", who.LabResult(at));
            }

            Assert.Empty((await app.HolderAsync(anna)).Status!.Tests);
            Assert.Empty((await app.HolderAsync(ben)).Status!.Tests);
            Assert.Equal(2, (await app.OutcomesAsync(anna.AccessionOf())).Count(outcome => outcome.Reason == "conflict"));
        }
    }

    /// <summary>A laboratory that uses an accession twice costs nobody a test whose name and number agree at the border too.</summary>
    [Fact]
    public async Task OneAccession_ForThreePeopleWhoCrossed_EachNegativeCounts_AndThePositiveTurnsItsOwnRed()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();
        Traveler[] people =
        [
            anna,
            new Traveler { Name = "BEN MILLER", Sample = anna.Sample },
            new Traveler { Name = "CARA JONES", Sample = anna.Sample },
        ];
        foreach (var person in people)
        {
            await app.SendAsync("border-crossings", person.Crossing(app.Clock.GetUtcNow().AddDays(-40)));
        }

        await app.DrainAsync("border-crossings", "recompute-colors");
        foreach (var (person, result) in people.Zip(["negative", "negative", "positive"]))
        {
            await app.IngestAsync("lab-results", person.LabResult(app.Clock.GetUtcNow().AddHours(-2), result));
        }

        Assert.Single((await app.HolderAsync(people[0])).Status!.Tests);
        Assert.Single((await app.HolderAsync(people[1])).Status!.Tests);
        Assert.Equal(Domain.Colors.Color.Red, (await app.HolderAsync(people[2])).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
        Assert.Equal(Domain.Colors.Color.Green, (await app.HolderAsync(people[0])).Status!.Schedule.At(app.Clock.GetUtcNow()).Color);
    }

    /// <summary>Where the name does not tell whose the negative is, its owner learns why it does not show.</summary>
    [Fact]
    public async Task OneAccession_ForSomebodyUnderAnotherName_OwnerIsToldOfTheConflict()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();
        var token = await anna.ApplyAsync(app, client);
        await app.SendAsync("lab-results", (anna with { Name = "N/A" }).LabResult(app.Clock.GetUtcNow().AddHours(-2)));
        await app.IngestAsync("lab-results", new Traveler { Sample = anna.Sample }.LabResult(app.Clock.GetUtcNow().AddHours(-2)));

        var findings = (await client.GetAsync("api/tests/missing", token)).Expect(200)["findings"].AsArray();
        Assert.Equal(["accession-conflict"], findings.Select(finding => (string)finding!["code"]!));
    }

    /// <summary>
    /// What moved away is known before the color is made: with two steps it would count in between, and for as long as a crash between them
    /// lasts.
    /// </summary>
    [Fact]
    public async Task LateResult_ThatMovedAwayMeanwhile_NeverCounts()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var at = app.Clock.GetUtcNow().AddHours(-2);
        var anna = new Traveler();
        var ben = new Traveler { Sample = anna.Sample };
        await app.SendAsync("lab-results", anna.LabResult(at, "positive", revision: 2, status: "corrected"));
        await app.DrainAsync("lab-results");
        app.Calls.Reset();

        await app.SendAsync("lab-results", ben.LabResult(at, "positive"));
        await app.DrainAsync("lab-results");

        // The partition is read once and written once, with the result and with that it moved.
        Assert.Equal(
            ["GET Holders", "GET LabOutcomes", "POST $batch", "POST $batch", "POST $batch", "PUT Documents"],
            app.Calls.Seen.Order(StringComparer.Ordinal)
        );
        var holder = await app.HolderAsync(ben);
        Assert.Equal(2, holder.Facts.Count);
        Assert.Empty(holder.Status!.Tests);
    }

    [Fact]
    public async Task Correction_DeathAfterEveryCall_EndsInTheSameState()
    {
        var settings = new AppSettings(azurite.NewAccount());
        var at = settings.Clock.GetUtcNow().AddHours(-2);
        var survived = false;
        for (var n = 0; n <= TooMany && !survived; n++)
        {
            var (struck, spared) = (new Case(), new Case());
            survived = !await DieAfterAsync(settings, n, struck, at);
            await using var app = Start(settings, rest: "00:00:00");
            await app.SendAsync("lab-results", spared.Messages(at)[0]);
            await app.DrainAsync("lab-results");
            await app.IngestAsync("lab-results", spared.Messages(at)[3]);

            Assert.Equal("wrong: none | third: none | right: positive | 1 superseded, 3 accepted", await spared.StateAsync(app));
            Assert.Equal(await spared.StateAsync(app), await struck.StateAsync(app));
            Assert.Empty(await app.PoisonAsync("lab-results"));
        }

        Assert.True(survived, $"{TooMany} calls were not enough.");
    }

    /// <summary>True if it died while the correction was taken in.</summary>
    private static async Task<bool> DieAfterAsync(AppSettings settings, int n, Case struck, DateTimeOffset at)
    {
        await using var app = Start(settings, rest: "00:00:01");
        await app.IngestAsync("lab-results", struck.Messages(at)[0]);
        app.Calls.FailAfter(n);
        await app.SendAsync("lab-results", struck.Messages(at)[3]);
        foreach (var queue in new[] { "lab-results", "recompute-colors" })
        {
            await Wait.UntilAsync(async () =>
                app.Calls.HasFailed
                || (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken))
                    .Value
                    .ApproximateMessagesCount == 0
            );
        }

        return app.Calls.HasFailed;
    }

    private static GhcApp Start(AppSettings settings, string rest)
    {
        settings.Values["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = rest;
        var app = new GhcApp(settings);
        app.CreateClient().Dispose();
        return app;
    }

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length < 2
            ? [items]
            : items.SelectMany(first => Permutations([.. items.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));

    /// <summary>One sample, three people: whom it was reported for at first, then, and in the end.</summary>
    private sealed class Case
    {
        private readonly Traveler wrong = new();
        private readonly Traveler third;
        private readonly Traveler right;

        public Case() => (third, right) = (new Traveler { Sample = wrong.Sample }, new Traveler { Sample = wrong.Sample });

        public string[] Messages(DateTimeOffset at) =>
            [
                wrong.LabResult(at, "positive"),
                wrong.LabResult(at.AddMinutes(1), "positive", revision: 2, status: "corrected"),
                third.LabResult(at.AddMinutes(1), "positive", revision: 2, status: "corrected"),
                right.LabResult(at, "positive", revision: 3, status: "corrected"),
            ];

        public async Task<string> StateAsync(GhcApp app)
        {
            var people = new[] { ("wrong", wrong), ("third", third), ("right", right) };
            var counting = await Task.WhenAll(people.Select(async each => $"{each.Item1}: {await CountingAsync(app, each.Item2)}"));
            return $"{string.Join(" | ", counting)} | {await StandingAsync(app)}";
        }

        private static async Task<string> CountingAsync(GhcApp app, Traveler who) =>
            (await app.HolderAsync(who)).Status?.Tests is [_, ..] tests
                ? string.Join(',', tests.Select(test => JsonNamingPolicy.CamelCase.ConvertName(test.Result.ToString())))
                : "none";

        /// <summary>The newest word on every revision; a delivery that was repeated says nothing new.</summary>
        private async Task<string> StandingAsync(GhcApp app)
        {
            var outcomes = (await app.OutcomesAsync(wrong.AccessionOf())).Where(outcome => outcome.Outcome != "duplicate");
            return string.Join(
                ", ",
                outcomes
                    .GroupBy(outcome => outcome.Revision)
                    .OrderBy(revision => revision.Key)
                    .Select(revision => $"{revision.Key} {revision.First().Outcome}")
            );
        }
    }
}
