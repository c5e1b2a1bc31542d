using System.Text.Json;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>Works on the next visits of a measure of a place, from where its checkpoint says.</summary>
public sealed class ApplyExposure(ExposureWork work)
{
    [Function(nameof(ApplyExposure))]
    public Task Run([QueueTrigger(QueueNames.Exposures, Connection = StorageClients.Connection)] string message, CancellationToken cancellation) =>
        work.RunAsync(JsonSerializer.Deserialize(message, GhcJson.Default.ExposureMessage)!.MeasureId, cancellation);
}
