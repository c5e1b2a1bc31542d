using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Retention;

/// <summary>
/// Every ten minutes between two and five in the night in China, when hardly anybody passes a gate: what one run has no time for is left to
/// the next.
/// </summary>
public sealed partial class PurgeExpired(Purge purge, ILogger<PurgeExpired> logger)
{
    [Function(nameof(PurgeExpired))]
    public async Task Run([TimerTrigger("0 */10 18-20 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var report = await purge.RunAsync(cancellation);
        LogPurged(report, report.Finished);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged. {Report}. Finished: {Finished}")]
    private partial void LogPurged(PurgeReport report, bool finished);
}
