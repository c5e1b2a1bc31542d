using System.Diagnostics;
using System.Globalization;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Storage;
using Ghc.Functions.Policies;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>
/// A sweep over a thousand to a million holders, on canned storage, by the product's own sweeper. Large sweeps go in as many parts as there
/// are rounds, and in between comes a whole one of ten thousand.
/// </summary>
internal sealed class SweepFigures
{
    private const int Ranges = 256;
    private const int Base = 10_000;

    private readonly ManyHolders storage;
    private readonly ServiceProvider services;
    private readonly Effort effort;
    private int sweeps;

    private SweepFigures(ManyHolders storage, ServiceProvider services, Effort effort) =>
        (this.storage, this.services, this.effort) = (storage, services, effort);

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        var storage = new ManyHolders();
        var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await using var services = setup.Services(storage);
        storage.Make(1 + stage.Effort.Of(1_000_000) / Ranges, services.GetRequiredService<Sealer>(), TimeProvider.System.GetUtcNow());
        var run = new SweepFigures(storage, services, stage.Effort);
        await run.Whole(Base)(cancellation);
        return
        [
            await run.CompareAsync("sweep-1k", 1_000, null, cancellation),
            await run.CompareAsync("sweep-100k", 100_000, null, cancellation),
            .. await run.MillionAsync(cancellation),
        ];
    }

    private async Task<IReadOnlyList<Figure>> MillionAsync(CancellationToken cancellation)
    {
        await Whole(Base)(cancellation);
        // Some ranges of its size, so that the pages that the canned storage keeps and the buffers of every core are counted before as
        // well.
        await WorkAsync(NewSweep(), 0, 2 * Environment.ProcessorCount, effort.Of(1_000_000), cancellation);
        var before = Live();
        var figure = await CompareAsync("sweep-1m", 1_000_000, Goal.AtLeast(0.95), cancellation);
        var memory = (double)Live() / before;
        return
        [
            figure,
            new Figure(
                "sweep-memory",
                "live memory after 1,000,000 holders",
                "after 10,000, canned storage",
                new Spread(memory, memory, memory, 1),
                Goal.AtMost(1.05)
            ),
        ];
    }

    private async Task<Figure> CompareAsync(string id, int holders, Goal? goal, CancellationToken cancellation)
    {
        var parts = holders <= Base ? Whole(holders) : Parts(holders);
        var comparison = await SideBySide.RunAsync(effort with { WarmUps = 0 }, parts, Whole(Base), cancellation);
        return new Figure(
            id,
            string.Create(CultureInfo.InvariantCulture, $"sweep of {holders:N0} holders, holders a second of CPU"),
            "sweep of 10,000, canned storage",
            comparison.Ratio(s => 1 / s.CpuPerOperation),
            goal
        );
    }

    private Contender Whole(int holders) => cancellation => WorkAsync(NewSweep(), 0, Ranges, effort.Of(holders), cancellation);

    private Contender Parts(int holders)
    {
        var (sweep, part) = (NewSweep(), 0);
        return cancellation =>
        {
            var first = Ranges * part / effort.Rounds;
            return WorkAsync(sweep, first, (Ranges * ++part / effort.Rounds) - first, effort.Of(holders), cancellation);
        };
    }

    private async Task<Sample> WorkAsync(Sweep sweep, int first, int count, int holders, CancellationToken cancellation)
    {
        storage.PerRange = Math.Max(1, holders / Ranges);
        var (table, sweeper) = (services.GetRequiredService<SweepsTable>(), services.GetRequiredService<Sweeper>());
        await table.TryAddAsync(sweep, cancellation);
        var cpu = Environment.CpuUsage.TotalTime;
        var started = Stopwatch.GetTimestamp();
        await Parallel.ForEachAsync(
            sweep.Prefixes.Skip(first).Take(count),
            new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation },
            async (prefix, token) =>
            {
                // As the queue would: what was not finished comes again.
                do
                {
                    await sweeper.WorkAsync(sweep.Id, prefix, token);
                } while ((await table.ReadRangeAsync(sweep.Id, prefix, token)).Range.FinishedAt is null);
            }
        );
        var (elapsed, used) = (Stopwatch.GetElapsedTime(started), Environment.CpuUsage.TotalTime - cpu);
        var done = storage.PerRange * count;
        var last = (await table.ReadRangeAsync(sweep.Id, sweep.Prefixes[first], cancellation)).Range;
        return last.Done == storage.PerRange && last.Changes.Values.Sum() == last.Done
            ? new Sample(done, elapsed) { Cpu = used }
            : throw new InvalidOperationException(
                $"A range counted {last.Done} of {storage.PerRange} holders, and changed {last.Changes.Values.Sum()}."
            );
    }

    private Sweep NewSweep() => new($"bench-{++sweeps}", 0, "7+3", false, 2, TimeProvider.System.GetUtcNow());

    private static long Live() => GC.GetTotalMemory(forceFullCollection: true);
}
