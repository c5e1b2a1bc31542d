using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.Policies;
using Ghc.Functions.Holders;
using Ghc.Functions.Policies;
using Ghc.Functions.Retention;
using Ghc.Functions.Tests.Policies;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Storage;

/// <summary>
/// One installation in three accounts, each the home of an app. Whom a request or message reaches makes no difference to anybody.
/// </summary>
public sealed class SpreadTests(Azurite azurite) : IAsyncLifetime
{
    private const int Strangers = 60;

    private readonly List<GhcApp> apps = [];

    [Fact]
    public async Task Recomputes_WaitInTheAccountOfTheirDocument_ForItsOwnApp()
    {
        var first = apps[0];
        first.CreateClient();
        var strangers = await SendStrangersAsync();

        await first.DrainAsync("border-crossings");

        // The app that takes a crossing in folds it wherever the document is at home.
        var holders = await PartitionsAsync(TableNames.Holders);
        Assert.All(holders, account => Assert.NotEmpty(account));
        Assert.Equal(Strangers, holders.Sum(account => account.Count));
        Assert.All(await Task.WhenAll(strangers.Select(first.HolderAsync)), holder => Assert.NotNull(holder.Status));

        var outbox = first.Services.GetRequiredService<RecomputeQueue>();
        await Task.WhenAll(
            strangers.Select(stranger => outbox.SendAsync(first.DocumentKey(stranger), "due", TestContext.Current.CancellationToken))
        );
        await first.DrainAsync("recompute-colors");
        Assert.Equal(
            [0, holders[1].Count, holders[2].Count],
            await Task.WhenAll(apps.Select(app => CountAsync(app, QueueNames.RecomputeColors)))
        );

        Start();
        await DrainAsync("recompute-colors");
        await AssertPlacedAsync();
    }

    [Fact]
    public async Task Journey_EachStepAtAnotherApp_IsOneJourney()
    {
        var clients = Start();
        var shift = await Inspector.AtWorkAsync(apps[1], clients[1]);
        foreach (var n in Enumerable.Range(0, 6))
        {
            await TravelAsync(new Traveler(), n, clients, shift);
        }

        await DrainAsync("visits", "sms-outbox");
        Assert.Equal(6, (await PartitionsAsync(TableNames.HolderVisits)).Sum(account => account.Count));
        await AssertPlacedAsync();
    }

    [Fact]
    public async Task Sweep_ReachesTheHoldersOfAllAccounts_Once()
    {
        Start();
        var strangers = await SendStrangersAsync();
        await DrainAsync("border-crossings", "recompute-colors");
        var board = apps[1].Services.GetRequiredService<PolicyPublisher>();
        var cancellation = TestContext.Current.CancellationToken;
        await board.PutAsync(Policy.Pack("5+3"), new Account("officer-1"), apps[1].Clock.GetUtcNow(), cancellation);
        var sweepId = (await board.PutAsync(Policy.Pack("5+3"), new Account("officer-2"), apps[1].Clock.GetUtcNow(), cancellation))
            .Value()
            .SweepId;

        apps[2].Clock.Advance(PolicyVersion.Notice);
        await Sweeps.RunAsync(apps[2], sweepId);

        var sweeps = apps[0].Services.GetRequiredService<SweepsTable>();
        var view = SweepView.Of((await sweeps.FindAsync(sweepId, cancellation))!, await sweeps.ListRangesAsync(sweepId, cancellation));
        Assert.Equal(("done", Strangers), (view.State, view.Done));
        Assert.All(
            await Task.WhenAll(strangers.Select(apps[0].HolderAsync)),
            holder => Assert.Equal("5+3", holder.Status!.Schedule.PolicyVersion)
        );
    }

    [Fact]
    public async Task Purge_OfEachApp_SeesToItsOwnAccount()
    {
        Start();
        await SendStrangersAsync();
        await SendStrangersAsync();
        await DrainAsync("border-crossings", "recompute-colors");
        var before = await PartitionsAsync(TableNames.Holders);
        await DisposeAsync();
        apps[0].Clock.Advance(TimeSpan.FromDays(11 * 366));

        // Started on its day, so that no timer of the years between interferes. Facts go in the first night; documents, of which nothing is
        // known any more, in the second.
        await using var first = new GhcApp(apps[0].Settings);
        first.CreateClient();
        await RunPurgeAsync(first);
        var report = await RunPurgeAsync(first);

        Assert.Equal(before[0].Count, report["documents"]);
        Assert.Equal([0, before[1].Count, before[2].Count], (await PartitionsAsync(TableNames.Holders)).Select(account => account.Count));
    }

    public ValueTask InitializeAsync()
    {
        apps.AddRange(
            AppSettings
                .Together([azurite.NewAccount(), azurite.NewAccount(), azurite.NewAccount()])
                .Select(settings => new GhcApp(settings))
        );
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var app in apps)
        {
            await app.DisposeAsync();
        }
    }

    /// <summary>From the border to the gate, and what the traveler can read of it.</summary>
    private async Task TravelAsync(Traveler traveler, int n, IReadOnlyList<HttpClient> clients, string shift)
    {
        HttpClient At(int step) => clients[(n + step) % clients.Count];
        await apps[n % apps.Count].SendAsync("border-crossings", traveler.Crossing(apps[0].Clock.GetUtcNow().AddDays(-10)));
        await DrainAsync("border-crossings", "recompute-colors");
        var smsCode = await traveler.SmsCodeAsync(apps[0], At(0));
        var token = (await At(1).PostAsync("api/apply", traveler.Application(smsCode))).Expect(201).Text("accessToken");
        Assert.Equal("yellow", (await At(2).GetAsync("api/code", token)).Expect(200).Text("color"));
        await apps[(n + 1) % apps.Count].SendAsync("lab-results", traveler.LabResult(apps[0].Clock.GetUtcNow().AddHours(-1)));
        await Wait.UntilAsync(async () => (await At(0).GetAsync("api/code", token)).Text("color") == "green");
        var healthCode = (await At(1).GetAsync("api/code", token)).Text("healthCode");
        Assert.Equal("admit", (await At(2).PostAsync("api/scan", new { healthCode }, shift)).Expect(200).Text("verdict"));
        await Wait.UntilAsync(async () => (await At(0).GetAsync("api/visits", token)).Expect(200).Json!.AsArray().Count == 1);
    }

    private IReadOnlyList<HttpClient> Start() => [.. apps.Select(app => app.CreateClient())];

    /// <summary>People of whom a border knows, and nobody else: all of them through the first account's queue.</summary>
    private async Task<IReadOnlyList<Traveler>> SendStrangersAsync()
    {
        var strangers = Enumerable.Range(0, Strangers).Select(_ => new Traveler()).ToList();
        foreach (var stranger in strangers)
        {
            await apps[0].SendAsync("border-crossings", stranger.Crossing(apps[0].Clock.GetUtcNow().AddDays(-2)));
        }

        return strangers;
    }

    /// <summary>One queue after another, since the work on one fills the next of any account.</summary>
    private async Task DrainAsync(params IReadOnlyList<string> queues)
    {
        foreach (var queue in queues)
        {
            await Task.WhenAll(apps.Select(app => app.DrainAsync(queue)));
        }
    }

    private static async Task<int> CountAsync(GhcApp app, string queue) =>
        (await app.Queues.GetQueueClient(queue).GetPropertiesAsync(TestContext.Current.CancellationToken)).Value.ApproximateMessagesCount;

    private async Task<IReadOnlyList<IReadOnlySet<string>>> PartitionsAsync(string table) =>
        await Task.WhenAll(
            apps.Select(async Task<IReadOnlySet<string>> (app) => (await app.RowsAsync(table)).Select(row => row.PartitionKey).ToHashSet())
        );

    /// <summary>
    /// Every partition lies whole in the account that the map names, seen from beside the apps. A due color lies with its document.
    /// </summary>
    private async Task AssertPlacedAsync()
    {
        var map = new AccountMap(apps.Select(app => app.Tables.AccountName));
        foreach (var table in TableNames.All.Except([TableNames.ColorDues]))
        {
            foreach (var (account, partitions) in (await PartitionsAsync(table)).Index())
            {
                Assert.All(partitions, partition => Assert.Equal(account, map.Of(partition)));
            }
        }
    }

    private static Task<PurgeReport> RunPurgeAsync(GhcApp app) =>
        app.Services.GetRequiredService<Purge>().RunAsync(TestContext.Current.CancellationToken);
}
