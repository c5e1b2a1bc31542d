using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Texting;

/// <summary>Every night in China: forgets texts whose reports can no longer matter.</summary>
public sealed partial class PurgeTextDeliveries(TextDeliveriesTable deliveries, TimeProvider clock, ILogger<PurgeTextDeliveries> logger)
{
    public static readonly TimeSpan Kept = TimeSpan.FromDays(2);

    [Function(nameof(PurgeTextDeliveries))]
    public async Task Run([TimerTrigger("0 40 18 * * *")] TimerInfo timer, CancellationToken cancellation) =>
        LogPurged(await deliveries.PurgeAsync(clock.GetUtcNow() - Kept, cancellation), timer.IsPastDue);

    [LoggerMessage(Level = LogLevel.Information, Message = "Text deliveries purged. Count: {Count}, late: {Late}")]
    private partial void LogPurged(int count, bool late);
}
