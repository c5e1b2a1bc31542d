using System.Diagnostics;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Storage;
using Ghc.Functions.Audit;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>
/// Whether entries of Audit grow with instances. The emulator is one thread and would hide it, so storage calls are counted: instances that
/// get into each other's way write again, and those that don't need as many calls for an entry as one instance does.
/// </summary>
internal static class AuditFigures
{
    private const int Officers = 64;
    private const int Instances = 4;
    private const int Entries = 8;

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await stage.Emulator.StartAsync(cancellation);
        await setup.ProvisionAsync(cancellation);
        var calls = new CallCounter();
        var instances = Enumerable.Range(0, Instances).Select(_ => setup.Services(policy: calls)).ToList();
        try
        {
            AuditTable[] tables = [.. instances.Select(services => services.GetRequiredService<AuditTable>())];
            var entries = stage.Effort.Of(Entries);
            var comparison = await SideBySide.RunAsync(
                stage.Effort,
                Writing(tables[..1], entries, calls),
                Writing(tables, entries, calls),
                cancellation
            );
            return
            [
                new Figure(
                    "audit-growth",
                    $"entries of Audit that {Instances} instances can write, {Officers} officers, by their storage calls",
                    "those of one instance, Azurite",
                    comparison.Ratio(sample => sample.StorageCalls / (double)sample.Operations).Times(Instances),
                    Goal.AtLeast(Instances / 2.0)
                ),
            ];
        }
        finally
        {
            foreach (var services in instances)
            {
                await services.DisposeAsync();
            }
        }
    }

    /// <summary>All officers at once, each at another instance from entry to entry. One that fails ends the measurement.</summary>
    private static Contender Writing(AuditTable[] tables, int entries, CallCounter calls) =>
        async cancellation =>
        {
            var before = calls.Value;
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(
                Enumerable
                    .Range(0, Officers)
                    .Select(async officer =>
                    {
                        for (var entry = 0; entry < entries; entry++)
                        {
                            await tables[(officer + entry) % tables.Length]
                                .AppendAsync($"officer-{officer}", "holder-read", $"subject-{entry}", "", cancellation);
                        }
                    })
            );
            return new Sample(Officers * entries, Stopwatch.GetElapsedTime(started)) { StorageCalls = calls.Value - before };
        };
}
