using Ghc.Functions.Holders;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Colors;

/// <summary>
/// Every minute: whose color has changed by time alone? Only passes them on, since a timer runs in one instance and the queue's functions
/// in many. A reminder is removed after its message is in the queue, so a crash repeats it and never loses it.
/// </summary>
public sealed partial class RecomputeDueColors(
    ColorDuesTable dues,
    RecomputeQueue recompute,
    TimeProvider clock,
    ILogger<RecomputeDueColors> logger
)
{
    /// <summary>As many as fit well into a minute; at midnight the rest waits for the next one.</summary>
    private const int MostAtOnce = 20_000;
    private const int Parallelism = 32;

    /// <summary>Clocks of instances differ. A reminder seen to before its time would be lost.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    [Function(nameof(RecomputeDueColors))]
    public async Task Run([TimerTrigger("20 * * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var due = await dues.DueAsync(clock.GetUtcNow() - ClockTolerance, MostAtOnce, cancellation);
        await Parallel.ForEachAsync(
            due,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (one, token) =>
            {
                await recompute.SendAsync(one.DocumentKey, "due", token);
                await dues.RemoveAsync(one, token);
            }
        );
        LogDue(due.Count, timer.IsPastDue);
    }

    [LoggerMessage(Level = LogLevel.Debug, Message = "Colors due. Count: {Count}, late: {Late}")]
    private partial void LogDue(int count, bool late);
}
