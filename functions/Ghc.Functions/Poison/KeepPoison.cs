using System.Diagnostics.Metrics;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Poison;

/// <summary>
/// Takes messages out of the poison queues before those forget them, after seven days where the host put them, and says how many wait. The names of meter and
/// instrument are those of infra/names.json, which the alerts read.
/// </summary>
public sealed partial class KeepPoison(PoisonDesk desk, PoisonTable table, IMeterFactory meters, ILogger<KeepPoison> logger)
{
    public const string EveryFiveMinutes = "0 */5 * * * *";
    public const string Metric = "ghc.poison.messages";

    [Function(nameof(KeepPoison))]
    public async Task Run([TimerTrigger(EveryFiveMinutes)] TimerInfo timer, CancellationToken cancellation)
    {
        LogKept(await desk.KeepAsync(cancellation));
        var gauge = meters.Create("ghc").CreateGauge<long>(Metric, unit: "{message}", description: "Messages that wait to be mended, replayed or discarded.");
        foreach (var queue in QueueNames.All)
        {
            gauge.Record((await table.ListAsync(queue, cancellation)).Count, KeyValuePair.Create<string, object?>("queue", QueueNames.PoisonOf(queue)));
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Poison queues emptied. Moved: {Moved}")]
    private partial void LogKept(int moved);
}
