using Ghc.Functions.Messaging;
using Ghc.Functions.Security;
using Ghc.Functions.Service;
using Ghc.Functions.Storage;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Crossings;

/// <summary>Takes in a crossing: it proves who somebody is, and starts the count of days.</summary>
public sealed partial class IngestBorderCrossings(
    HoldersTable holders, Pseudonyms pseudonyms, Outbox outbox, TimeProvider clock, ILogger<IngestBorderCrossings> logger)
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
        var isNew = await holders.AddAsync(key, reported.Document, reported.Crossing, cancellation);
        await outbox.RecomputeAsync(key, "border-crossing", cancellation);
        LogTakenIn(key, isNew);
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Crossing taken in. Document: {DocumentKey}, new: {IsNew}")]
    private partial void LogTakenIn(string documentKey, bool isNew);
}
