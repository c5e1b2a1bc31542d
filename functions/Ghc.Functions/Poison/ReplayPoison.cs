using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Poison;

/// <summary>Sends a message that was dead-lettered to its queue again, as it was or mended.</summary>
public sealed class ReplayPoison(RequestAuthenticator sessions, PoisonReplay replay)
{
    [Function(nameof(ReplayPoison))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/poison/{id}/replay")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenStaffAsync(request, nameof(ReplayPoison), cancellation)).Refused(out var refusal, out var signedIn)
            || (await ReadAsync(request, cancellation)).Refused(out refusal, out var body)
            || (await replay.ReplayAsync(id, body.Message, signedIn.Account.Key, cancellation)).Refused(out refusal, out var message)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(
            new ReplayPoisonAnswer(message.Entry.Id, message.Entry.Queue),
            PoisonJson.Types.ReplayPoisonAnswer,
            StatusCodes.Status202Accepted
        );
    }

    /// <summary>Without a body, the message is replayed as it was.</summary>
    private static async Task<Outcome<ReplayPoisonRequest>> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        var read = await JsonBody.ReadAsync(request, PoisonJson.Types.ReplayPoisonRequest, cancellation);
        return read.Refused(out var refusal, out _) && refusal.Errors is [{ Problem: "body.missing" }]
            ? new ReplayPoisonRequest(null)
            : read;
    }
}
