using System.CommandLine;
using Ghc.Bench.Figures;
using Ghc.Bench.Measuring;
using Ghc.Bench.Reporting;
using Ghc.Storage.Emulation;
using Spectre.Console;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench figures</c></summary>
public static class FiguresCommand
{
    private static readonly (string Name, Func<Stage, CancellationToken, Task<IReadOnlyList<Figure>>> Measure)[] Families =
    [
        ("http", HttpFigures.MeasureAsync),
        ("ingest", IngestFigures.MeasureAsync),
        ("codes", CodeFigures.MeasureAsync),
        ("parts", PartFigures.MeasureAsync),
        ("audit", AuditFigures.MeasureAsync),
        ("sweep", SweepFigures.MeasureAsync),
        ("start", StartFigures.MeasureAsync),
    ];

    public static Command Create(IAnsiConsole console)
    {
        var output = OutputFolders.Option();
        var smoke = new Option<bool>("--smoke")
        {
            Description = "Do just enough to see that every figure comes out; the ratios mean nothing.",
        };
        var only = new Option<string[]>("--only")
        {
            Description = $"Families to measure: {string.Join(", ", Families.Select(family => family.Name))}. Without it, all.",
            AllowMultipleArgumentsPerToken = true,
        };
        var (app, floor, host) = (PublishedFolder.App(), PublishedFolder.Floor(), PublishedFolder.Host());
        var command = new Command("figures", "Measure every figure and hold it against its goal.")
        {
            smoke,
            only,
            app,
            floor,
            host,
            output,
        };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                var effort = arguments.GetValue(smoke) ? Effort.Smoke : Effort.Full;
                var costs = new Dictionary<string, double>();
                Stage On(Emulator emulator) =>
                    new(
                        emulator,
                        effort,
                        PublishedFolder.Of(arguments, app, host, "api/keys"),
                        PublishedFolder.Of(arguments, floor, host, "empty"),
                        costs
                    );
                var chosen = arguments.GetValue(only) is { Length: > 0 } names
                    ? Families.Where(family => names.Contains(family.Name))
                    : Families;
                var figures = await MeasureAsync(On, [.. chosen], console, cancellation);
                var folders = OutputFolders.Of(arguments.GetValue(output));
                await FigureReport.WriteAsync(figures, folders, console, cancellation);
                await folders.WriteResultsAsync("costs", costs, cancellation);
                return 0;
            }
        );
        return command;
    }

    private static Task<List<Figure>> MeasureAsync(
        Func<Emulator, Stage> on,
        IReadOnlyList<(string Name, Func<Stage, CancellationToken, Task<IReadOnlyList<Figure>>> Measure)> families,
        IAnsiConsole console,
        CancellationToken cancellation
    ) =>
        console
            .Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new ElapsedTimeColumn())
            .StartAsync(async progress =>
            {
                var tasks = families.Select(family => progress.AddTask(family.Name, autoStart: false, maxValue: 1)).ToList();
                var figures = new List<Figure>();
                foreach (var (family, task) in families.Zip(tasks))
                {
                    task.StartTask();
                    await using var emulator = new Emulator(8);
                    figures.AddRange(await family.Measure(on(emulator), cancellation));
                    task.Increment(1);
                }

                return figures;
            });
}
