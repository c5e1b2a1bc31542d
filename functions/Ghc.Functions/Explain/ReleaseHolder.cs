using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Explain;

/// <summary>
/// Why an officer takes a document away from the phone that shows it. A choice, because prose in an audit record ends up holding personal
/// data.
/// </summary>
public enum ReleaseReason
{
    DocumentShown,
}

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ReleaseHolderRequest(string? Reason);

/// <summary>
/// An officer who has the document before them frees it from the phone that shows it: somebody applied with a copy, or the phone is gone.
/// In Audit before it is done; both phones are told.
/// </summary>
public sealed class ReleaseHolder(RequestAuthenticator authenticator, HolderRelease release, AuditTable audit)
{
    [Function(nameof(ReleaseHolder))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/holders/{holderId}/release")] HttpRequest request,
        string holderId,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(ReleaseHolder), cancellation)).Refused(out var refusal, out var officer)
            || (await JsonBody.ReadAsync(request, ExplainJson.Types.ReleaseHolderRequest, cancellation)).Refused(out refusal, out var body)
            || Reason(body).Refused(out refusal, out var reason)
        )
        {
            return Reply.Problem(refusal);
        }

        if (!Holder.IsId(holderId))
        {
            return Reply.Problem(new Refusal(RefusalCodes.HolderNotFound));
        }

        await audit.AppendAsync(officer.Account.Key, "holder-released", holderId, Words.Of(reason), cancellation);
        return await release.ReleaseAsync(holderId, cancellation)
            ? Reply.NoContent()
            : Reply.Problem(new Refusal(RefusalCodes.HolderNotFound));
    }

    private static Outcome<ReleaseReason> Reason(ReleaseHolderRequest body)
    {
        var form = new Form();
        var reason = form.Take("reason", Words.Parse<ReleaseReason>(body.Reason));
        return form.Refusal is { } refusal ? refusal : reason;
    }
}
