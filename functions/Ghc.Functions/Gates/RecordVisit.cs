using System.Text.Json;
using Ghc.Functions.Holders;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

/// <summary>
/// Writes a scan down, for the place and for the holder, after the inspector has long had the answer. The holder may have left the service
/// meanwhile: looked up only after the write, so that of an erasure at the same time one of the two sees the other. A paper that was
/// revoked let nobody in, and is looked up before: its earlier visits of the shift are the same row, and stay.
/// </summary>
public sealed class RecordVisit(VisitsTable visits, HoldersTable holders)
{
    [Function(nameof(RecordVisit))]
    public async Task Run(
        [QueueTrigger(QueueNames.Visits, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        var scanned = JsonSerializer.Deserialize(message, GatesJson.Types.VisitMessage)!;
        using var run = Instrumentation.Work(nameof(RecordVisit), QueueNames.Visits, scanned.Traceparent);
        if (scanned.PrintId is { } print && await WasRefusedAsync(scanned, print, cancellation))
        {
            return;
        }

        var visit = await visits.PutAsync(scanned with { PrintId = null }, cancellation);
        var owner = (await holders.FindStatusAsync(visit.DocumentKey, cancellation))?.Status.Owner;
        if (owner is null || owner.ClaimedAt > visit.ScannedAt)
        {
            await visits.DeleteAsync(visit, cancellation);
        }
    }

    private async Task<bool> WasRefusedAsync(VisitMessage scanned, string printId, CancellationToken cancellation) =>
        (await holders.FindStatusAsync(scanned.DocumentKey, cancellation))?.Status.Owner is { } owner
        && owner.ClaimedAt <= scanned.ScannedAt
        && !owner.Stands(printId);
}
