using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Protocol;
using NCrontab;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>
/// Runs a timer function when the test's clock reaches its times, never two runs at once. Times that pass during a run become one run.
/// </summary>
internal sealed class TimerRunner : IAsyncDisposable
{
    private readonly FunctionMetadata function;
    private readonly InProcessHost host;
    private readonly TimeProvider clock;
    private readonly CrontabSchedule schedule;
    private readonly CancellationTokenSource stop = new();
    private readonly Task running;

    public TimerRunner(FunctionMetadata function, InProcessHost host, TimeProvider clock)
    {
        (this.function, this.host, this.clock) = (function, host, clock);
        schedule = CrontabSchedule.Parse(function.Trigger.Schedule!, new CrontabSchedule.ParseOptions { IncludingSeconds = true });

        // Fixed before the first wait, so that a clock which is moved right after the start is not missed.
        running = RunAsync(Next());
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await running;
        stop.Dispose();
    }

    private async Task RunAsync(DateTime due)
    {
        while (!stop.IsCancellationRequested)
        {
            // A timer can wait 49 days at most.
            var wait = Min(due - clock.GetUtcNow().UtcDateTime, TimeSpan.FromDays(1));
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, clock, stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                continue;
            }

            // Off the thread that moves the clock.
            await Task.Yield();
            due = Next();
            await host.InvokeAsync(
                function.Name,
                new TypedData { Json = """{"Schedule":{"AdjustForDST":true},"ScheduleStatus":null,"IsPastDue":false}""" },
                CancellationToken.None
            );
        }
    }

    private DateTime Next() => schedule.GetNextOccurrence(clock.GetUtcNow().UtcDateTime);

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;
}
