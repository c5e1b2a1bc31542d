using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Crossings;

/// <summary>Takes in a crossing: it proves who somebody is, and starts the count of days.</summary>
public sealed partial class IngestBorderCrossings(
    Assessor assessor, Pseudonyms pseudonyms, DeadLetters deadLetters, TimeProvider clock, ILogger<IngestBorderCrossings> logger)
{
    [Function(nameof(IngestBorderCrossings))]
    public async Task Run(
        [QueueTrigger(QueueNames.BorderCrossings, Connection = StorageClients.Connection)] string message, CancellationToken cancellation)
    {
        using var run = Instrumentation.Work(nameof(IngestBorderCrossings), QueueNames.BorderCrossings);
        if (CrossingMessages.Parse(message, clock.GetUtcNow()).Refused(out var refusal, out var reported))
        {
            await deadLetters.PutAsync(QueueNames.BorderCrossings, message, refusal, cancellation);
            return;
        }

        var key = pseudonyms.DocumentKey(reported.Document);
        await assessor.TakeInAsync(key, [new ReportedFact(reported.Document, reported.Crossing)], "border-crossing", cancellation);
        LogTakenIn(key);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Crossing taken in. Document: {DocumentKey}")]
    private partial void LogTakenIn(string documentKey);
}
