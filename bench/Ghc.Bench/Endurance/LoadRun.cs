using System.Diagnostics;
using Ghc.Bench.Servers;
using Ghc.Storage.Emulation;

namespace Ghc.Bench.Endurance;

/// <summary>
/// Everything that people, laboratories, borders and officers do, at the same time, while the worker is killed and the storage emulator
/// stands still.
/// </summary>
internal sealed class LoadRun(LoadPlan plan, Emulator emulator, ServedApp app, Callers callers)
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(50);

    public MemoryWatch Memory { get; } = new(app.HostId);

    /// <summary>The longest time without a worker after one was killed.</summary>
    public TimeSpan LongestRestart { get; private set; }

    public async Task RunAsync(CancellationToken cancellation)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var watching = Memory.RunAsync(over.Token);
        var started = Stopwatch.StartNew();
        callers.Start();
        await Task.WhenAll([
            .. plan.Kills.Select(at => KillAsync(at - started.Elapsed, cancellation)),
            StallAsync(plan.StallAt - started.Elapsed, cancellation),
            .. callers.Work.Select(work => Pace.RunAsync(LoadPlan.Rates[work.Key], plan.Duration, work.Value, cancellation)),
        ]);
        await over.CancelAsync();
        await watching;
    }

    /// <summary>As the kernel does when memory is short: nothing of it runs on.</summary>
    private async Task KillAsync(TimeSpan wait, CancellationToken cancellation)
    {
        await Task.Delay(wait, cancellation);
        var killed = await WorkerAsync(except: null, cancellation);
        Signals.Kill(killed);
        var since = Stopwatch.GetTimestamp();
        await WorkerAsync(killed, cancellation);
        LongestRestart = TimeSpan.FromTicks(Math.Max(LongestRestart.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
    }

    private async Task<int> WorkerAsync(int? except, CancellationToken cancellation)
    {
        while (true)
        {
            if (Memory.WorkerId() is { } worker && worker != except)
            {
                return worker;
            }

            await Task.Delay(Look, cancellation);
        }
    }

    private async Task StallAsync(TimeSpan wait, CancellationToken cancellation)
    {
        await Task.Delay(wait, cancellation);
        Signals.Halt(emulator.ProcessId);
        await Task.Delay(plan.Stall, CancellationToken.None);
        Signals.Continue(emulator.ProcessId);
    }
}
