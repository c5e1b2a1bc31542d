using System.Text.Json;
using Ghc.Functions.Messaging;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>Works on one range of a sweep, from where its checkpoint says.</summary>
public sealed class SweepHolders(Sweeper sweeper)
{
    [Function(nameof(SweepHolders))]
    public async Task Run([QueueTrigger(QueueNames.SweepRanges, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var range = JsonSerializer.Deserialize(message, GhcJson.Default.SweepRangeMessage)!;
        using var run = Telemetry.Work(nameof(SweepHolders), QueueNames.SweepRanges, range.Traceparent);
        await sweeper.WorkAsync(range.SweepId, range.Prefix, cancellation);
    }
}
