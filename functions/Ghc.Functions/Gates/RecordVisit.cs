using System.Text.Json;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

/// <summary>Writes a scan down, for the place and for the holder, after the inspector has long had the answer.</summary>
public sealed class RecordVisit(VisitsTable visits)
{
    [Function(nameof(RecordVisit))]
    public async Task Run([QueueTrigger(QueueNames.Visits, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var visit = JsonSerializer.Deserialize(message, GhcJson.Default.VisitMessage)!;
        using var run = Telemetry.Work(nameof(RecordVisit), QueueNames.Visits, visit.Traceparent);
        await visits.PutAsync(visit, cancellation);
    }
}
