using System.Text.Json;
using Ghc.Functions.Messaging;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>Does what two officers signed, if the one who signed last was cut off; for a measure of a place, always, and batch after batch.</summary>
public sealed class CarryOutMeasure(MeasureDesk measures)
{
    [Function(nameof(CarryOutMeasure))]
    public async Task Run([QueueTrigger(QueueNames.Measures, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        var asked = JsonSerializer.Deserialize(message, GhcJson.Default.MeasureMessage)!;
        using var run = Telemetry.Work(nameof(CarryOutMeasure), QueueNames.Measures, asked.Traceparent);
        await measures.CarryOutAsync(asked.MeasureId, cancellation);
    }
}
