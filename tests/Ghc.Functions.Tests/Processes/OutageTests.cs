using System.Diagnostics;
using System.Globalization;
using Ghc.Domain.Colors;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Processes;

/// <summary>
/// Tables go away, or take calls and never answer, under the real listener of the queue, which is the host's: nothing is lost, doubled or
/// given up.
/// </summary>
public sealed class OutageTests
{
    /// <summary>`make soak` makes the outage longer than the lease of a message.</summary>
    private static readonly TimeSpan Outage = TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("GHC_OUTAGE_SECONDS") ?? "30", CultureInfo.InvariantCulture)
    );

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task TablesAway_LaboratorySendsMeanwhile_EveryPositiveCountsWithinAMinuteAfter(bool hanging)
    {
        var own = Azurite.ForOneTest();
        await using var ownership = (IAsyncDisposable)own;
        await own.StartAsync();
        var settings = new AppSettings(own.NewAccount());
        settings.Values["AzureFunctionsJobHost:extensions:queues:visibilityTimeout"] = "00:00:05";

        // Only looks on: all messages are for the process.
        await using var reader = new GhcApp(settings);
        reader.CreateClient();
        await reader.StopTriggersAsync();
        var tables = reader.Tables.Uri;
        await using var port = new FaultyPort(tables.Port);
        var behind = new AppSettings(settings.Storage);
        foreach (var (name, value) in settings.Values)
        {
            behind.Values[name] = value.Replace($":{tables.Port}/", $":{port.Port}/", StringComparison.Ordinal);
        }

        await using var app = await AppProcess.StartAsync(behind);
        var people = Enumerable.Range(0, 21).Select(_ => new Traveler()).ToList();

        await port.CutAsync();
        if (hanging)
        {
            port.Hang();
        }

        var away = Stopwatch.StartNew();
        foreach (var person in people)
        {
            await reader.SendAsync("lab-results", person.LabResult(new(2022, 7, 14, 2, 0, 0, TimeSpan.Zero), "positive"));
            await Task.Delay(Outage / (people.Count + 1), TestContext.Current.CancellationToken);
        }

        await Task.Delay(away.Elapsed < Outage ? Outage - away.Elapsed : TimeSpan.Zero, TestContext.Current.CancellationToken);
        port.Join();
        var back = Stopwatch.StartNew();
        await Wait.UntilAsync(async () => await RedAsync(reader, people) == people.Count);

        Assert.True(back.Elapsed < Soon, $"The last color came {back.Elapsed} after the tables.");
        await reader.DrainAsync("lab-results");
        Assert.Empty(await reader.PoisonAsync("lab-results"));
        foreach (var person in people)
        {
            Assert.Single((await reader.HolderAsync(person)).Facts);
        }
    }

    private static async Task<int> RedAsync(GhcApp reader, IReadOnlyList<Traveler> people)
    {
        var red = 0;
        foreach (var person in people)
        {
            var holder = await reader.HolderAsync(person);
            red += holder.Status?.Schedule.At(reader.Clock.GetUtcNow()).Color == Color.Red ? 1 : 0;
        }

        return red;
    }
}
