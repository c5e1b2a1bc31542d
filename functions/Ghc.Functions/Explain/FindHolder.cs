using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Explain;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record FindHolderRequest(string? IdType, string? IdNumber, string? IssuanceNumber);

public sealed record FindHolderAnswer(string HolderId);

/// <summary>From a document in hand to the holder's id. In a body, because addresses are logged.</summary>
public sealed class FindHolder(
    RequestAuthenticator authenticator,
    HoldersTable holders,
    AuditTable audit,
    LookUps lookUps,
    Pseudonyms pseudonyms
)
{
    [Function(nameof(FindHolder))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/holders/find")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(FindHolder), cancellation)).Refused(out var refusal, out var officer)
            || (await JsonBody.ReadAsync(request, ExplainJson.Types.FindHolderRequest, cancellation)).Refused(out refusal, out var body)
            || Document.Parse(body.IdType, body.IdNumber, body.IssuanceNumber).Refused(out refusal, out var document)
        )
        {
            return Reply.Problem(refusal);
        }

        var id = pseudonyms.DocumentKey(document);
        await audit.AppendAsync(officer.Account.Key, "holder-searched", id, "", cancellation);
        await lookUps.RecordAsync(id, officer.Account.Key, cancellation);
        return (await holders.LoadAsync(id, cancellation)).Document is null
            ? Reply.Problem(new Refusal(RefusalCodes.DocumentNotFound))
            : Reply.Json(new FindHolderAnswer(id), ExplainJson.Types.FindHolderAnswer);
    }
}
