using System.Text;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Texting.Reports;

/// <summary>
/// Event Grid's webhook: puts each event of a call into the queue as it came, and answers when all are there. What an event says is judged
/// behind the queue, where it can be dead-lettered. A global system topic has no identity of the kind that could write to the queue itself.
/// </summary>
public sealed class ReceiveDeliveryReports(EventGridTokens tokens, QueueSender queue)
{
    /// <summary>What Event Grid sends at most.</summary>
    private const int MaxBytes = 1024 * 1024;

    [Function(nameof(ReceiveDeliveryReports))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/delivery-reports")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (await tokens.RefusalAsync(request, cancellation) is { } why)
        {
            return Reply.Problem(why);
        }

        if (
            (await JsonBody.ReadTextAsync(request, cancellation, MaxBytes)).Refused(out var refusal, out var body)
            || Events(body).Refused(out refusal, out var events)
        )
        {
            return Reply.Problem(refusal);
        }

        await Parallel.ForEachAsync(
            events,
            cancellation,
            async (each, token) => await queue.PassOnAsync(QueueNames.SmsDeliveryReports, Encoding.UTF8.GetBytes(each), token)
        );
        return Reply.NoContent();
    }

    /// <summary>One event, or an array of them (CloudEvents 1.0, structured or batched).</summary>
    private static Outcome<IReadOnlyList<string>> Events(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => document.RootElement.EnumerateArray().Select(each => each.GetRawText()).ToArray(),
                JsonValueKind.Object => new[] { body },
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException)
        {
            return Refusal.Invalid("body", "body.json");
        }
    }
}
