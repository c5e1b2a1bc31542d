using System.Text.Json;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>Works on one range of a sweep, from where its checkpoint says.</summary>
public sealed class SweepHolders(Sweeper sweeper)
{
    [Function(nameof(SweepHolders))]
    public Task Run([QueueTrigger(QueueNames.SweepRanges, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var range = JsonSerializer.Deserialize(message, GhcJson.Default.SweepRangeMessage)!;
        return sweeper.WorkAsync(range.SweepId, range.Prefix, cancellation);
    }
}
