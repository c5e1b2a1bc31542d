using System.Text;
using Ghc.Functions.Access;
using Ghc.Functions.Senders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Poison;

/// <summary>Shows one message that was dead-lettered, personal data and all, so that it can be mended. Audited.</summary>
public sealed class GetPoison(RequestAuthenticator sessions, PoisonReplay replay, TimeProvider clock)
{
    [Function(nameof(GetPoison))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/poison/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenStaffAsync(request, nameof(GetPoison), cancellation)).Refused(out var refusal, out var signedIn)
            || (await replay.ShowAsync(id, signedIn.Account.Key, cancellation)).Refused(out refusal, out var message)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(
            new PoisonAnswer(PoisonView.Of(message.Entry, clock.GetUtcNow(), Languages.Of(request)), message.Text, PayloadOf(message.Text)),
            PoisonJson.Types.PoisonAnswer
        );
    }

    /// <summary>Null for a message that is not signed, or not well enough to be opened.</summary>
    public static string? PayloadOf(string message) =>
        CompactJws.IsMeant(message) && !CompactJws.Parse(message).Refused(out _, out var jws) ? Encoding.UTF8.GetString(jws.Payload) : null;
}
