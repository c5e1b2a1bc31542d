using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Domain.Sunset;
using Ghc.Functions.Colors;
using Ghc.Functions.Senders;
using Ghc.Functions.Sunset;
using Ghc.Platform.Encryption;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Crossings;

/// <summary>Takes in a crossing: it proves who somebody is, and starts the count of days.</summary>
public sealed partial class IngestBorderCrossings(
    SenderGate gate,
    Assessor assessor,
    Pseudonyms pseudonyms,
    DeadLetters deadLetters,
    SunsetState sunset,
    TimeProvider clock,
    ILogger<IngestBorderCrossings> logger
)
{
    [Function(nameof(IngestBorderCrossings))]
    public async Task Run(
        [QueueTrigger(QueueNames.BorderCrossings, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        using var run = Instrumentation.Work(nameof(IngestBorderCrossings), QueueNames.BorderCrossings);
        if (sunset.Phase >= SunsetPhase.Frozen)
        {
            LogTurnedAway();
            return;
        }

        if (
            (await OpenAsync(message, cancellation)).Refused(out var refusal, out var text)
            || CrossingMessages.Parse(text, clock.GetUtcNow()).Refused(out refusal, out var reported)
        )
        {
            await deadLetters.PutAsync(QueueNames.BorderCrossings, message, refusal, cancellation);
            return;
        }

        var key = pseudonyms.DocumentKey(reported.Document);
        await assessor.IngestAsync(key, [new ReportedFact(reported.Document, reported.Crossing)], "border-crossing", cancellation);
        LogTakenIn(key);
    }

    /// <summary>
    /// The text of a message that comes from whom it says. Whom an unsigned message is from is told by its member <c>border</c>, if it has
    /// one.
    /// </summary>
    private async Task<Outcome<string>> OpenAsync(string message, CancellationToken cancellation)
    {
        if (SenderGate.Open(message).Refused(out var refusal, out var signed))
        {
            return refusal;
        }

        var named = MessageJson.ReadObject(signed.Text).Refused(out _, out var root) ? null : MessageJson.Text(root, "border");
        var border =
            named ?? (signed.Signature is { } signature && !ServiceSignature.IsMeant(signature) ? signature.KeyId.Split('/')[0] : "");
        return await gate.RefusalAsync(SenderKind.Border, border, signed.Signature, cancellation) is { } why ? why : signed.Text;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Crossing not taken in, since the service has ended.")]
    private partial void LogTurnedAway();

    [LoggerMessage(Level = LogLevel.Information, Message = "Crossing taken in. Document: {DocumentKey}")]
    private partial void LogTakenIn(string documentKey);
}
