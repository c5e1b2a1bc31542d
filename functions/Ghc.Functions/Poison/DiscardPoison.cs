using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Poison;

/// <summary>Gives a message up for good, with one of <see cref="PoisonReplay.DiscardReasons"/>.</summary>
public sealed class DiscardPoison(RequestAuthenticator sessions, PoisonReplay replay)
{
    [Function(nameof(DiscardPoison))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/poison/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenStaffAsync(request, nameof(DiscardPoison), cancellation)).Refused(out var refusal, out var signedIn)
            || (await replay.DiscardAsync(id, request.Query["reason"].ToString(), signedIn.Account.Key, cancellation)).Refused(
                out refusal,
                out _
            )
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.NoContent();
    }
}
