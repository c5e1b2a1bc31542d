using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Appeals;

/// <summary>
/// One appeal for the officer who decides it, with the person's facts. The holder sees among their visits that an officer looked.
/// </summary>
public sealed class GetAppeal(RequestAuthenticator authenticator, AppealsTable appeals, AppealDossier dossier, AuditTable audit)
{
    [Function(nameof(GetAppeal))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/appeals/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetAppeal), cancellation)).Refused(out var refusal, out var officer))
        {
            return Reply.Problem(refusal);
        }

        if (await appeals.FindAsync(id, cancellation) is not { } stored)
        {
            return Reply.Problem(new Refusal(RefusalCodes.AppealNotFound));
        }

        await audit.AppendAsync(officer.Account.Key, "appeal-read", id, "", cancellation);
        return await dossier.OfAsync(stored.Appeal, officer.Account.Key, Languages.Of(request), cancellation) is { } details
            ? Reply.Json(details, AppealsJson.Types.AppealDetails)
            : Reply.Problem(new Refusal(RefusalCodes.AppealNotFound));
    }
}
