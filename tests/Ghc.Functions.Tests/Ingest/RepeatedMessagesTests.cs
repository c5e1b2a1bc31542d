using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Ingest;

/// <summary>Delivery is at least once and in any order; what is known in the end must not show it.</summary>
public sealed class RepeatedMessagesTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task LabResult_FiveTimes_IsOneResult()
    {
        var (anna, once) = (new Traveler(), new Traveler());
        var at = app.Clock.GetUtcNow().AddHours(-1);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            await app.SendAsync("lab-results", anna.LabResult(at));
        }

        await app.IngestAsync("lab-results", once.LabResult(at));

        Assert.Single((await app.HolderAsync(anna)).Facts);
        Assert.Equal(await app.KnownAsync(once), await app.KnownAsync(anna));
        Assert.Single((await CodeAsync(anna))["tests"].AsArray());
    }

    [Fact]
    public async Task BorderCrossing_Repeated_IsOneCrossing()
    {
        var anna = new Traveler();
        var at = app.Clock.GetUtcNow().AddDays(-2);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await app.IngestAsync("border-crossings", anna.Crossing(at));
        }

        var holder = await app.HolderAsync(anna);
        Assert.Single(holder.Facts);
        Assert.Equal("inbound-red", Assert.Single(holder.Status!.Schedule.At(app.Clock.GetUtcNow()).Reasons).Code);
    }

    [Fact]
    public async Task LabResults_EveryOrder_EndInOneState()
    {
        var at = app.Clock.GetUtcNow().AddHours(-6);
        Func<Traveler, string>[] messages =
        [
            who => who.LabResult(at, "negative", "A-1"),
            who => who.LabResult(at.AddHours(1), "positive", "A-2"),
            who => who.LabResult(at.AddHours(1), "inconclusive", "A-2", revision: 2, status: "corrected"),
            who => who.LabResult(at, "negative", "A-1", revision: 2, status: "cancelled"),
        ];
        var orders = Permutations([0, 1, 2, 3]).Select(order => (Order: order, Who: new Traveler())).ToList();
        foreach (var step in Enumerable.Range(0, messages.Length))
        {
            foreach (var (order, who) in orders)
            {
                await app.SendAsync("lab-results", messages[order[step]](who));
            }

            // Everybody's message of this step is folded in before the next comes, so each order is really taken.
            await app.DrainAsync("lab-results", "recompute-colors");
        }

        var states = await Task.WhenAll(orders.Select(o => app.KnownAsync(o.Who)));
        Assert.Equal(24, states.Length);
        Assert.Single(states.Distinct());
        foreach (var (_, who) in new[] { orders[0], orders[^1] })
        {
            var code = await CodeAsync(who);
            Assert.Contains("inconclusive", code["reasons"].AsArray().Select(reason => (string?)reason!["code"]));
            Assert.Equal("inconclusive", (string?)Assert.Single(code["tests"].AsArray())!["result"]);
        }
    }

    [Fact]
    public async Task LabResult_BeforeItsOwnerApplies_IsThereWhenTheyDo()
    {
        var anna = new Traveler();
        await app.IngestAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1), "positive"));

        var code = await CodeAsync(anna);

        Assert.Equal("red", code.Text("color"));
        Assert.Equal(("positive", "none"), ((string?)code["tests"][0]!["result"], code.Text("testAge")));
    }

    private async Task<Answer> CodeAsync(Traveler who) =>
        (await client.GetAsync("api/code", await who.ApplyAsync(app, client))).Expect(200);

    private static IEnumerable<int[]> Permutations(int[] items) =>
        items.Length < 2
            ? [items]
            : items.SelectMany(first => Permutations([.. items.Where(other => other != first)]).Select(rest => (int[])[first, .. rest]));
}
