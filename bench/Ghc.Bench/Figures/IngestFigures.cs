using System.Diagnostics;
using Azure.Data.Tables;
using Azure.Storage.Queues;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Figures;

/// <summary>
/// Laboratory results on the emulator: how many a second become colors, what a batch saves, and how long the color takes to follow.
/// </summary>
internal sealed class IngestFigures
{
    private const int Results = 200;
    private const int BatchRows = 100;
    private const int RowsOfOutcome = 3;

    private static readonly TimeSpan Polling = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(25);
    private static readonly string[] Functions = ["IngestLabResults"];
    private const string Queue = "lab-results";

    private readonly Stage stage;
    private readonly Setup ours;
    private readonly Setup theirs;
    private readonly ResultMessages messages = new();

    private IngestFigures(Stage stage)
    {
        this.stage = stage;
        ours = new Setup(stage.Emulator.NewAccount(), Polling, Functions);
        theirs = new Setup(stage.Emulator.NewAccount(), Polling, Functions);
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.Emulator.StartAsync(cancellation);
        var run = new IngestFigures(stage);
        return [.. await run.ThroughputAsync(cancellation), await run.PollsAsync(cancellation)];
    }

    private async Task<IReadOnlyList<Figure>> ThroughputAsync(CancellationToken cancellation)
    {
        await ours.ProvisionAsync(cancellation);
        await theirs.ProvisionAsync(cancellation);
        await using var app = await MeasuredApp.StartAsync(stage.App, ours, null, cancellation);
        await using var floor = await MeasuredApp.StartAsync(stage.Floor, theirs, null, cancellation);
        var results = stage.Effort.Of(Results);
        var singles = await SideBySide.RunAsync(
            stage.Effort,
            Draining(app, ours.Storage, results, () => messages.Singles(results)),
            Draining(floor, theirs.Storage, results, () => messages.Singles(results)),
            cancellation
        );
        var rows = Math.Min(BatchRows, results);
        var batch = await SideBySide.RunAsync(
            stage.Effort,
            Draining(app, ours.Storage, results, () => messages.Singles(results)),
            Draining(app, ours.Storage, results, () => messages.Batches(results, rows)),
            cancellation
        );
        stage.Costs["result"] = singles.Ours(sample => sample.InstanceCpuPerOperation).Median;
        return
        [
            new Figure(
                "ingest-throughput",
                "results that became colors a second",
                "bare function, same storage calls, Azurite",
                singles.Ratio(s => s.Throughput),
                Goal.AtLeast(0.90)
            ),
            new Figure(
                "batch-time",
                "100 results one by one, time to the colors",
                "one batch of 100, Azurite",
                batch.Ratio(s => s.TimePerOperation)
            ),
            new Figure("batch-cpu", "100 results one by one, own CPU", "one batch of 100, Azurite", batch.Ratio(s => s.CpuPerOperation)),
            CallsSaved(batch, rows),
        ];
    }

    /// <summary>
    /// A result alone takes a transaction for its outcome: three rows, of which a transaction holds a hundred. So a batch can save all of
    /// them but those that its rows fill. What else a result takes is in partitions of its holder, and no batch can save it.
    /// </summary>
    private static Figure CallsSaved(SideBySide batch, int rows)
    {
        var savable = rows - Math.Ceiling(rows * RowsOfOutcome / 100.0);
        var saved = batch.Difference(sample => sample.StorageCalls / (double)sample.Operations).Times(rows / savable);
        return new Figure("batch-calls", "storage calls that a batch saves", "those that it can save, Azurite", saved, Goal.AtLeast(0.95));
    }

    /// <summary>
    /// The host is halted while its queue is filled, so that both sides find all of the work at once. The run ends when it is empty,
    /// messages that are being worked on included.
    /// </summary>
    private static Contender Draining(MeasuredApp app, string storage, int results, Func<IEnumerable<string>> make) =>
        async cancellation =>
        {
            var queue = QueueOf(storage);
            var before = await app.UsageAsync(cancellation);
            Signals.Halt(app.HostId);
            try
            {
                await Parallel.ForEachAsync(
                    make(),
                    new ParallelOptions { MaxDegreeOfParallelism = 8, CancellationToken = cancellation },
                    async (message, token) => await queue.SendMessageAsync(message, token)
                );
            }
            finally
            {
                Signals.Continue(app.HostId);
            }

            var started = Stopwatch.GetTimestamp();
            while ((await queue.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount > 0)
            {
                await Task.Delay(Look, cancellation);
            }

            var elapsed = Stopwatch.GetElapsedTime(started);
            await RequireNoPoisonAsync(app, storage, cancellation);
            var after = await app.UsageAsync(cancellation);
            return new Sample(results, elapsed)
            {
                Cpu = after.Cpu - before.Cpu,
                HostCpu = after.HostCpu - before.HostCpu,
                StorageCalls = after.StorageCalls - before.StorageCalls,
            };
        };

    /// <summary>A queue that empties because its messages fail says nothing about work.</summary>
    private static async Task RequireNoPoisonAsync(MeasuredApp app, string storage, CancellationToken cancellation)
    {
        var poison = new QueueClient(storage, $"{Queue}-poison");
        if ((await poison.GetPropertiesAsync(cancellation)).Value.ApproximateMessagesCount is > 0 and var failed)
        {
            throw new InvalidOperationException($"{failed} results became poison, so nothing can be compared:\n{app.Log}");
        }
    }

    /// <summary>
    /// From the laboratory's message to the new color in the holder's status, in polling intervals as host.json has them.
    /// </summary>
    private async Task<Figure> PollsAsync(CancellationToken cancellation)
    {
        var interval = stage.Effort == Effort.Smoke ? TimeSpan.FromMilliseconds(100) : TimeSpan.FromSeconds(1);
        var setup = new Setup(stage.Emulator.NewAccount(), interval, Functions);
        await setup.ProvisionAsync(cancellation);
        await using var services = setup.Services();
        await using var app = await ServedApp.StartAsync(stage.App, setup.Values, cancellation);
        var cast = new Cast(services);
        await cast.AddAsync(1, cancellation);
        var status = new TableClient(setup.Storage, "Holders");
        var queue = QueueOf(setup.Storage);
        var waits = new List<double>();
        for (var trial = 0; trial < Math.Max(2, stage.Effort.Of(8)); trial++)
        {
            // Until the pump has looked in vain often enough to be back at its longest pause.
            await Task.Delay(interval * 3 + TimeSpan.FromMilliseconds(130 * trial), cancellation);
            var before = (await StatusAsync()).ETag;
            await queue.SendMessageAsync(ResultMessages.Single($"POLL-{trial}", cast.People[0].Document.Number), cancellation);
            var started = Stopwatch.GetTimestamp();
            while ((await StatusAsync()).ETag == before)
            {
                await Task.Delay(5, cancellation);
            }

            waits.Add(Stopwatch.GetElapsedTime(started) / interval);
        }

        return new Figure(
            "lab-to-color",
            "laboratory's message to new color",
            "one polling interval of host.json, Azurite",
            Spread.Of(waits),
            Goal.AtMost(1)
        );

        async Task<TableEntity> StatusAsync() =>
            (await status.GetEntityAsync<TableEntity>(cast.People[0].HolderId, "status", cancellationToken: cancellation)).Value;
    }

    private static QueueClient QueueOf(string storage) =>
        new(storage, Queue, new QueueClientOptions { MessageEncoding = QueueMessageEncoding.Base64 });
}
