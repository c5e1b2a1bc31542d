using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Retention;

/// <summary>Every night at 03:30 in China, when hardly anybody passes a gate.</summary>
public sealed partial class PurgeExpired(Purge purge, ILogger<PurgeExpired> logger)
{
    [Function(nameof(PurgeExpired))]
    public async Task Run([TimerTrigger("0 30 19 * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var report = await purge.RunAsync(cancellation);
        LogPurged(report, report.Finished);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Purged. {Report}. Finished: {Finished}")]
    private partial void LogPurged(PurgeReport report, bool finished);
}
