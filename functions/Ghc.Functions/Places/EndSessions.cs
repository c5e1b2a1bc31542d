using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>An administrator ends every session and shift of somebody whose phone or password got into other hands.</summary>
public sealed class EndSessions(
    RequestAuthenticator authenticator,
    AccountsTable accounts,
    HoldersTable holders,
    AuditTable audit,
    TimeProvider clock
)
{
    [Function(nameof(EndSessions))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/sessions/{staffId}")] HttpRequest request,
        string staffId,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(EndSessions), cancellation)).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        if (
            !StaffRequest.IsStaffId(staffId)
            || await accounts.LoadAsync(staffId, cancellation) is not { Data: not null, Roles.Count: > 0 } account
        )
        {
            return Reply.Problem(new Refusal(RefusalCodes.StaffNotFound));
        }

        await audit.AppendAsync(caller.Account.Key, "sessions-ended", staffId, "", cancellation);
        var cut = SessionCut.UpTo(clock.GetUtcNow());
        await holders.CutSessionsAsync(account, cut, cancellation);
        await accounts.ChangeDataAsync(staffId, data => data with { Sessions = cut }, cancellation);
        return Reply.NoContent();
    }
}
