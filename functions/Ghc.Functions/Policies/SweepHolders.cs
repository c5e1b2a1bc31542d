using System.Text.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>Works on one range of a sweep, from where its checkpoint says.</summary>
public sealed class SweepHolders(Sweeper sweeper)
{
    [Function(nameof(SweepHolders))]
    public async Task Run(
        [QueueTrigger(QueueNames.SweepRanges, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        var range = JsonSerializer.Deserialize(message, PoliciesJson.Types.SweepRangeMessage)!;
        using var run = Instrumentation.Work(nameof(SweepHolders), QueueNames.SweepRanges, range.Traceparent);
        await sweeper.WorkAsync(range.SweepId, range.Prefix, cancellation);
    }
}
