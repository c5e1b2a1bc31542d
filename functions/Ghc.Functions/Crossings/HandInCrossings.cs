using System.Text.Encodings.Web;
using System.Text.Json;
using Ghc.Domain;
using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Queues;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Crossings;

/// <summary>Takes a border's crossings over HTTP: one crossing or an array of crossings, up to 1 MiB.</summary>
public sealed class HandInCrossings(SenderIntake intake)
{
    private static readonly JsonSerializerOptions AsItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Function(nameof(HandInCrossings))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/borders/{id}/crossings")] HttpRequest request,
        string id,
        CancellationToken cancellation
    ) =>
        (await intake.TakeAsync(request, SenderKind.Border, id, QueueNames.BorderCrossings, text => Split(text, id), cancellation)).Refused(
            out var refusal,
            out var messages
        )
            ? Reply.Problem(refusal)
            : Reply.Json(new IntakeAnswer(messages, Outcomes: null), SendersJson.Types.IntakeAnswer, StatusCodes.Status202Accepted);

    private static Outcome<IReadOnlyList<string>> Split(string text, string border)
    {
        if (MessageJson.ReadObjects(text).Refused(out var refusal, out var crossings))
        {
            return refusal;
        }

        if (crossings.Any(crossing => MessageJson.Text(crossing, "schema") != BorderCrossingMessage.SchemaName))
        {
            return Refusal.Invalid("schema", "message.schema");
        }

        if (crossings.Any(crossing => crossing.ContainsKey("border") && MessageJson.Text(crossing, "border") != border))
        {
            return Refusal.Invalid("border", "message.other-sender");
        }

        crossings.ToList().ForEach(crossing => crossing["border"] = border);
        try
        {
            return crossings.Select(crossing => crossing.ToJsonString(AsItCame)).ToArray();
        }
        catch (InvalidOperationException)
        {
            return Refusal.Invalid("body", "body.encoding");
        }
    }
}
