using System.Text.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>
/// Does what two officers signed, if the one who signed last was cut off; for a measure of a place, always, and batch after batch.
/// </summary>
public sealed class CarryOutMeasure(MeasureWorkflow measures)
{
    [Function(nameof(CarryOutMeasure))]
    public async Task Run(
        [QueueTrigger(QueueNames.Measures, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        var asked = JsonSerializer.Deserialize(message, MeasuresJson.Types.MeasureMessage)!;
        using var run = Instrumentation.Work(nameof(CarryOutMeasure), QueueNames.Measures, asked.Traceparent);
        await measures.CarryOutAsync(asked.MeasureId, cancellation);
    }
}
