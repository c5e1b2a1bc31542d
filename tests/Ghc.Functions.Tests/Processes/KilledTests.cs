using System.Net;
using Ghc.Domain.LabResults;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Tests.Processes;

/// <summary>A killed app and storage that goes away, with real processes.</summary>
public sealed class KilledTests
{
    private const int Many = 50;

    [Fact]
    public async Task App_KilledAmongFiftyResults_FoldsInEachOnceAfterARestart()
    {
        var own = Azurite.ForOneTest();
        await using var ownership = (IAsyncDisposable)own;
        await own.StartAsync();
        var settings = new AppSettings(own.NewAccount());
        var people = Enumerable.Range(0, Many).Select(_ => new Traveler()).ToList();
        await using var reader = new GhcApp(settings);
        Task sending;
        await using (await AppProcess.StartAsync(settings))
        {
            sending = Task.WhenAll(
                people.Select(who => reader.SendAsync("lab-results", who.LabResult(new(2022, 7, 14, 2, 0, 0, TimeSpan.Zero), "positive")))
            );
            await Wait.UntilAsync(async () => (await reader.RowsAsync(TableNames.Holders)).Count > 0);
        }

        await sending;

        // What the killed process was working on comes back when its lease ends.
        await own.AdvanceAsync(TimeSpan.FromMinutes(11));
        Assert.InRange(await FoldedAsync(reader), 0, Many - 1);
        await using (await AppProcess.StartAsync(settings))
        {
            await Wait.UntilAsync(async () => await FoldedAsync(reader) == Many);
            await reader.DrainAsync("lab-results", "recompute-colors");
        }

        // The reader's own workers start only here, for its services; the queues are empty by now.
        foreach (var who in people)
        {
            var holder = await reader.HolderAsync(who);
            Assert.Equal(Domain.LabResults.TestResult.Positive, Assert.IsType<LabResult>(Assert.Single(holder.Facts)).Result);
            Assert.Equal(Domain.LabResults.TestResult.Positive, Assert.Single(holder.Status!.Tests).Result);
        }

        Assert.Equal(2 * Many, (await reader.RowsAsync(TableNames.Holders)).Count);
        Assert.Empty(await reader.PoisonAsync("lab-results"));
        Assert.Empty(await reader.PoisonAsync("recompute-colors"));
    }

    [Fact]
    public async Task Storage_StoppedAndStarted_AppSaysSoAndGoesOn()
    {
        var own = Azurite.ForOneTest();
        await using var ownership = (IAsyncDisposable)own;
        await own.StartAsync();
        var settings = new AppSettings(own.NewAccount());
        await using var app = await AppProcess.StartAsync(settings);

        await own.StopAsync();
        await Wait.UntilAsync(async () => await app.HealthAsync() == HttpStatusCode.ServiceUnavailable);
        await own.StartAsync();
        await Wait.UntilAsync(async () => await app.HealthAsync() == HttpStatusCode.OK);

        await using var reader = new GhcApp(settings);
        await reader.SendAsync("lab-results", new Traveler().LabResult(new(2022, 7, 14, 2, 0, 0, TimeSpan.Zero)));
        await Wait.UntilAsync(async () => (await reader.RowsAsync(TableNames.Holders)).Any(row => row.RowKey == "status"));
    }

    private static async Task<int> FoldedAsync(GhcApp reader) =>
        (await reader.RowsAsync(TableNames.Holders)).Count(row => row.RowKey == "status");
}
