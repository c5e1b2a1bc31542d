using System.Text.Json;
using Ghc.Functions.Holders;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Colors;

/// <summary>
/// Folds what changed about a document otherwise than by a message from outside: a measure, a claim, a renewal, a sweep, a color whose time
/// has come.
/// </summary>
public sealed class RecomputeColor(Assessor assessor)
{
    [Function(nameof(RecomputeColor))]
    public async Task Run(
        [QueueTrigger(QueueNames.RecomputeColors, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        var request = JsonSerializer.Deserialize(message, HoldersJson.Types.RecomputeColorMessage)!;
        using var run = Instrumentation.Work(nameof(RecomputeColor), QueueNames.RecomputeColors, request.Traceparent);
        await assessor.AssessAsync(request.DocumentKey, [], request.ReportedAt, cancellation);
    }
}
