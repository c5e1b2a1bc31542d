using Ghc.Domain.Sunset;
using Ghc.Functions.Sunset;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Ghc.Platform.Telemetry;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.LabResults;

/// <summary>Ingests a message of a laboratory: opens it, verifies its sender, and accepts or refuses each row by itself.</summary>
public sealed class IngestLabResults(LabMessageAuthenticator gate, LabResultIngestor ingestor, SunsetState sunset, TimeProvider clock)
{
    [Function(nameof(IngestLabResults))]
    public async Task Run(
        [QueueTrigger(QueueNames.LabResults, Connection = StorageClients.Connection)] string message,
        CancellationToken cancellation
    )
    {
        using var run = Instrumentation.Work(nameof(IngestLabResults), QueueNames.LabResults);
        if (sunset.Phase >= SunsetPhase.Frozen)
        {
            await TurnAwayAsync(message, cancellation);
            return;
        }

        if (LabMessageAuthenticator.Open(message).Refused(out var refusal, out var letter))
        {
            await ingestor.RefuseAsync(message, new LabLetter(message, refusal, null), refusal, cancellation);
            return;
        }

        if (await gate.RefusalAsync(letter, cancellation) is { } why)
        {
            await ingestor.RefuseAsync(message, letter, why, cancellation);
            return;
        }

        if (LabMessages.Read(letter, clock.GetUtcNow()).Refused(out refusal, out var rows))
        {
            await ingestor.RefuseAsync(message, letter, refusal, cancellation);
            return;
        }

        await ingestor.IngestAsync(message, letter, rows, cancellation);
    }

    private async Task TurnAwayAsync(string message, CancellationToken cancellation)
    {
        if (LabMessageAuthenticator.Open(message).Refused(out var refusal, out var letter))
        {
            await ingestor.TurnAwayAsync(new LabLetter(message, refusal, null), isSender: false, cancellation);
            return;
        }

        await ingestor.TurnAwayAsync(letter, isSender: await gate.RefusalAsync(letter, cancellation) is null, cancellation);
    }
}
