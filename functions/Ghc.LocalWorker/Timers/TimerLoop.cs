using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.LocalWorker.Timers;

/// <summary>Runs one timer function at its times, in UTC, never two runs at once.</summary>
internal sealed partial class TimerLoop(TimerFunction function, FunctionInvoker invoker, TimeProvider time, ILogger<TimerLoop> logger)
{
    // A timer can wait 49 days at most, and looking at the clock now and then also notices when somebody has set it.
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(1);

    /// <summary>The first occurrence is fixed before this method first waits, so a clock that jumps right after the start is not missed.</summary>
    public async Task RunAsync(CancellationToken stop, CancellationToken abandon)
    {
        var due = Next(UtcNow);
        if (function.RunOnStartup)
            await InvokeAsync(pastDue: false, abandon);
        while (await ReachedAsync(due, stop))
        {
            var started = UtcNow;
            await InvokeAsync(started - due > Late, abandon);
            // Counted from the start of the run: all occurrences that pass while it lasts become one, at once.
            due = Next(started);
        }
    }

    private DateTime UtcNow => time.GetUtcNow().UtcDateTime;

    private DateTime Next(DateTime after) => function.Schedule.GetNextOccurrence(after);

    private async Task<bool> ReachedAsync(DateTime due, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested && due - UtcNow is var wait && wait > TimeSpan.Zero)
        {
            var rounded = TimeSpan.FromMilliseconds(Math.Ceiling(wait.TotalMilliseconds));
            await Task.Delay(rounded < LongestWait ? rounded : LongestWait, time, stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
        return !stop.IsCancellationRequested;
    }

    private async Task InvokeAsync(bool pastDue, CancellationToken abandon)
    {
        // Off the caller's thread: it is the one that starts the host, or the one that moves a test clock.
        await Task.Yield();
        try
        {
            await invoker.InvokeAsync(new TimerInfo { IsPastDue = pastDue }, abandon);
            LogSucceeded(function.Name);
        }
        catch (Exception e)
        {
            LogFailed(e, function.Name);
        }
    }

    [LoggerMessage(LogLevel.Debug, "Function succeeded. Function: {Function}")]
    private partial void LogSucceeded(string function);

    [LoggerMessage(LogLevel.Error, "Function failed. Function: {Function}")]
    private partial void LogFailed(Exception exception, string function);
}
