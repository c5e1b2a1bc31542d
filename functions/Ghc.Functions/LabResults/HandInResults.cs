using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.LabResults;

/// <summary>Takes a laboratory's results over HTTP: the same bodies as the queue, and HL7 v2, up to 1 MiB.</summary>
public sealed class HandInResults(SenderIntake intake, TimeProvider clock)
{
    [Function(nameof(HandInResults))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/laboratories/{id}/results")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        var now = clock.GetUtcNow();
        var since = now.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
        return (
            await intake.TakeAsync(
                request,
                SenderKind.Laboratory,
                id,
                QueueNames.LabResults,
                text => LabParcels.Split(text, id, now),
                cancellation
            )
        ).Refused(out var refusal, out var messages)
            ? Reply.Problem(refusal)
            : Reply.Json(
                new IntakeAnswer(messages, $"/api/laboratories/{id}/outcomes?since={Uri.EscapeDataString(since)}"),
                SendersJson.Types.IntakeAnswer,
                StatusCodes.Status202Accepted
            );
    }
}
