using Ghc.Domain;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Statistics;

/// <summary>
/// Every night in China: publishes the numbers of the days that are complete, and forgets those that were published long enough.
/// </summary>
public sealed partial class CountDays(
    StatisticsTable statistics,
    DayCounter counter,
    IOptions<StatisticsOptions> options,
    TimeProvider clock,
    ILogger<CountDays> logger
)
{
    /// <summary>Scans without network arrive within half a day; a day is counted once, so it waits a whole one.</summary>
    private const int Settling = 2;

    /// <summary>How far back days that a stopped service missed are made up for. Visits are kept for 21 days.</summary>
    private const int MadeUpFor = 14;

    [Function(nameof(CountDays))]
    public async Task Run([TimerTrigger("0 20 19 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var today = ChinaTime.DayOf(clock.GetUtcNow());
        for (var day = today.AddDays(-MadeUpFor); day <= today.AddDays(-Settling); day = day.AddDays(1))
        {
            if (
                !await statistics.HasAsync(day, cancellation)
                && await statistics.TryAddAsync(await counter.CountAsync(day, cancellation), cancellation)
            )
            {
                LogCounted(day, timer.IsPastDue);
            }
        }

        await statistics.PurgeAsync(today.AddDays(-options.Value.KeepDays), cancellation);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Statistics published. Day: {Day}, late: {Late}")]
    private partial void LogCounted(DateOnly day, bool late);
}
