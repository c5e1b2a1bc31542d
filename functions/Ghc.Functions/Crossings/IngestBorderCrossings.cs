using Ghc.Functions.Colors;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Crossings;

/// <summary>Takes in a crossing: it proves who somebody is, and starts the count of days.</summary>
public sealed partial class IngestBorderCrossings(
    Assessor assessor, Pseudonyms pseudonyms, Outbox outbox, TimeProvider clock, ILogger<IngestBorderCrossings> logger)
{
    [Function(nameof(IngestBorderCrossings))]
    public async Task Run(
        [QueueTrigger(QueueNames.BorderCrossings, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        using var run = Telemetry.Work(nameof(IngestBorderCrossings), QueueNames.BorderCrossings);
        if (CrossingMessages.Parse(message, clock.GetUtcNow()).Refused(out var refusal, out var reported))
        {
            await outbox.PutAsideAsync(QueueNames.BorderCrossings, message, refusal, cancellation);
            return;
        }

        var key = pseudonyms.DocumentKey(reported.Document);
        await assessor.TakeInAsync(key, [new ReportedFact(reported.Document, reported.Crossing)], "border-crossing", cancellation);
        LogTakenIn(key);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Crossing taken in. Document: {DocumentKey}")]
    private partial void LogTakenIn(string documentKey);
}
