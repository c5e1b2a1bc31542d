using System.CommandLine;
using Ghc.Bench.Endurance;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Servers;
using Ghc.Domain.Accounts;
using Ghc.Platform.Json;
using Ghc.Platform.Storage;
using Ghc.Storage.Emulation;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench load</c></summary>
public static class LoadCommand
{
    private static readonly TimeSpan LongestStall = TimeSpan.FromSeconds(5);

    /// <summary>The functions that are at work beside the calls. Dead letters stay in their queues, where they are counted.</summary>
    private static readonly string[] Background =
    [
        "IngestLabResults",
        "IngestBorderCrossings",
        "RecordVisit",
        "RecomputeColor",
        "RecomputeDueColors",
        "TellColor",
        "CarryOutMeasure",
    ];

    public static Command Create(IAnsiConsole console)
    {
        var output = OutputFolders.Option();
        var minutes = new Option<double>("--minutes")
        {
            Description = "How long. The faults come at the same parts of it.",
            DefaultValueFactory = _ => 10,
        };
        var (app, floor, host) = (PublishedFolder.App(), PublishedFolder.Floor(), PublishedFolder.Host());
        var command = new Command(
            "load",
            "Everything at once on one machine, while the worker is killed twice and storage stands still once; then count what is there. Exit code 1 if anything is missing or doubled."
        )
        {
            minutes,
            app,
            floor,
            host,
            output,
        };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                var duration = TimeSpan.FromMinutes(arguments.GetValue(minutes));
                var plan = new LoadPlan(duration, TimeSpan.FromTicks(Math.Min(LongestStall.Ticks, (duration / 10).Ticks)));
                var results = await RunAsync(
                    plan,
                    PublishedFolder.Of(arguments, app, host, "api/keys"),
                    PublishedFolder.Of(arguments, floor, host, "empty"),
                    console,
                    cancellation
                );
                await LoadReport.WriteAsync(results, OutputFolders.Of(arguments.GetValue(output)), console, cancellation);
                return results.Holds ? 0 : 1;
            }
        );
        return command;
    }

    private static async Task<LoadResults> RunAsync(
        LoadPlan plan,
        PublishedApp published,
        PublishedApp bare,
        IAnsiConsole console,
        CancellationToken cancellation
    )
    {
        console.MarkupLineInterpolated($"People move in.");
        await using var emulator = new Emulator(2);
        await emulator.StartAsync(cancellation);
        var setup = new Setup(emulator.NewAccount(), TimeSpan.FromSeconds(1), Background);
        await setup.ProvisionAsync(cancellation);
        await using var services = setup.Services();
        var cast = new Cast(services);
        await cast.AddAsync(LoadPlan.Travelers, cancellation);
        var (first, second) = (
            await cast.AppointAsync("51000002", Role.Officer, cancellation),
            await cast.AppointAsync("51000003", Role.Officer, cancellation)
        );
        var started = TimeProvider.System.GetUtcNow();

        // The bare functions write into an account of their own; they read the rows of the people there.
        var aside = new Setup(emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await aside.ProvisionAsync(cancellation);
        await using var asideServices = aside.Services();
        var bareCast = new Cast(asideServices);
        await bareCast.AddAsync(LoadPlan.Travelers, cancellation);
        console.MarkupLineInterpolated($"The bare functions, for {plan.Duration.TotalSeconds / 10:0} s.");
        IReadOnlyDictionary<LoadKind, Tally> floorTallies;
        await using (var served = await ServedApp.StartAsync(bare, aside.Values, cancellation))
        {
            floorTallies = await FloorLoad.RunAsync(served, bareCast, plan.Duration / 10, cancellation);
        }

        console.MarkupLineInterpolated($"Everything at once, for {plan.Duration.TotalSeconds:0} s.");
        await using var app = await ServedApp.StartAsync(published, setup.Values, cancellation);
        var callers = new Callers(plan, app, services, cast, first, second, cancellation);
        var run = new LoadRun(plan, emulator, app, callers);
        await run.RunAsync(cancellation);
        console.MarkupLineInterpolated($"Waiting for what is in queues, then counting.");
        await Queues.DrainAsync(emulator, services.GetRequiredService<StorageClients>(), cancellation);
        var counted = await new Reconciliation(callers.Ledger, services, cast, started).CountAsync(cancellation);
        var kinds = callers.Tallies.Select(each => new KindResult(
            Words.Of(each.Key),
            each.Value.Calls / plan.Duration.TotalSeconds,
            each.Value.Calls,
            each.Value.Failed,
            each.Value.Failures,
            Latencies.Of(each.Value, ofCalm: true),
            Latencies.Of(each.Value, ofCalm: false),
            floorTallies.TryGetValue(each.Key, out var theirs) ? Latencies.Of(theirs, ofCalm: true) : null
        ));
        return new LoadResults(
            plan.Duration.TotalSeconds,
            plan.Stall.TotalSeconds,
            run.LongestRestart.TotalSeconds,
            [.. kinds],
            counted,
            run.Memory.HostMegabytes,
            run.Memory.HostGrowth,
            run.Memory.WorkerMegabytes,
            run.Memory.WorkerGrowth
        );
    }
}
