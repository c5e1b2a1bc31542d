using Ghc.Domain.Measures;
using Ghc.Functions.Audit;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Measures;

/// <summary>Officers at the same time, on two instances: one decision counts, and the others are told so.</summary>
public sealed class MeasureRaceTests(Azurite azurite)
{
    private const int Officers = 5;

    [Fact]
    public async Task Approve_ByManyAtOnce_CountsExactlyOnce()
    {
        var (clients, officers, anna, apps) = await StartAsync();
        var id = await ProposeAsync(clients[0], anna, officers[0]);

        var answers = await Task.WhenAll(
            officers.Skip(1).Select((officer, n) => clients[n % 2].PostAsync("api/measures", new { approves = id }, officer))
        );

        Assert.Single(answers, answer => answer.Status == 201);
        Assert.All(answers.Where(answer => answer.Status != 201), answer => answer.Expect(409, "already-decided"));
        var audit = await apps[0].Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Single(audit, act => act.Action == "measure-approved");
        Assert.Single((await apps[0].HolderAsync(anna)).Facts.OfType<Measure>());
        await EndAsync(apps);
    }

    [Fact]
    public async Task Approve_SixtyFourTimesAtOnce_CountsOnceAndNeverFails()
    {
        var (clients, officers, anna, apps) = await StartAsync();
        var id = await ProposeAsync(clients[0], anna, officers[0]);

        // The proposer among them, who never may.
        var answers = await Task.WhenAll(
            Enumerable.Range(0, 64).Select(n => clients[n % 2].PostAsync("api/measures", new { approves = id }, officers[n % Officers]))
        );

        Assert.All(answers, answer => Assert.Contains(answer.Status, new[] { 201, 403, 409 }));
        Assert.Contains(answers, answer => answer.Status == 201);
        var audit = await apps[0].Services.GetRequiredService<AuditTable>().ListAsync(TestContext.Current.CancellationToken);
        Assert.Single(audit, act => act.Action == "measure-approved");
        Assert.Single((await apps[0].HolderAsync(anna)).Facts.OfType<Measure>());
        await EndAsync(apps);
    }

    [Fact]
    public async Task Propose_TheSameAtOnce_IsOneProposalEach()
    {
        var (clients, officers, anna, apps) = await StartAsync();

        var ids = await Task.WhenAll(Enumerable.Range(0, 6).Select(n => ProposeAsync(clients[n % 2], anna, officers[0])));

        Assert.Single(ids.Distinct());
        Assert.NotEqual(ids[0], await ProposeAsync(clients[0], anna, officers[1]));
        Assert.Equal(2, (await apps[0].RowsAsync(TableNames.Measures)).Count);
        await EndAsync(apps);
    }

    [Fact]
    public async Task ApproveAndWithdraw_AtOnce_EndInOneOfTheTwo()
    {
        var (clients, officers, anna, apps) = await StartAsync();
        for (var round = 0; round < 5; round++)
        {
            var who = new Traveler();
            var id = await ProposeAsync(clients[0], who, officers[0]);

            var approving = clients[0].PostAsync("api/measures", new { approves = id }, officers[1]);
            var ending = clients[1].CallAsync(HttpMethod.Delete, $"api/measures/{id}", token: officers[2]);
            var (approved, ended) = (await approving, await ending);

            // Whichever was first: afterwards nothing holds, and a fact is there only if it was approved.
            ended.Expect(204);
            await apps[0].DrainAsync("recompute-colors");
            var facts = (await apps[0].HolderAsync(who)).Facts.OfType<Measure>().ToList();
            Assert.Equal(approved.Status == 201 ? 2 : 0, facts.Count);
            Assert.All(EffectiveMeasures.Of(facts), measure => Assert.NotNull(measure.LiftedAt));
        }

        await EndAsync(apps);
    }

    private async Task<(HttpClient[] Clients, string[] Officers, Traveler Anna, GhcApp[] Apps)> StartAsync()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
        var officers = new List<string>();
        var first = new GhcApp(settings);
        var client = first.CreateClient();

        // Texts are kept in memory, so the second instance starts when nobody needs one any more.
        while (officers.Count < Officers)
        {
            officers.Add(await Support.Officers.OneAsync(first, client));
        }

        GhcApp[] apps = [first, new(settings)];
        HttpClient[] clients = [client, apps[1].CreateClient()];
        return (clients, [.. officers], new Traveler(), apps);
    }

    private static async Task EndAsync(GhcApp[] apps)
    {
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    private static async Task<string> ProposeAsync(HttpClient client, Traveler who, string officer) =>
        (await client.PostAsync("api/measures", Support.Officers.Measure(who, "close-contact", "contact-observation"), officer))
            .Expect(409, "needs-approval")
            .Text("measureId");
}
