using System.Text.Json;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

/// <summary>Writes a scan down, for the place and for the holder, after the inspector has long had the answer.</summary>
public sealed class RecordVisit(VisitsTable visits)
{
    [Function(nameof(RecordVisit))]
    public Task Run([QueueTrigger(QueueNames.Visits, Connection = StorageClients.Connection)] string message, CancellationToken cancellation) =>
        visits.PutAsync(JsonSerializer.Deserialize(message, GhcJson.Default.VisitMessage)!, cancellation);
}
