using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Companions;

/// <summary>
/// Removes a companion and forgets whose code it was. The account's row goes last, so that a removal that ended halfway can be repeated.
/// </summary>
public sealed class RemoveCompanion(RequestAuthenticator sessions, AccountsTable accounts, Eraser eraser)
{
    [Function(nameof(RemoveCompanion))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/companions/{holderId}")] HttpRequest request,
        string holderId,
        CancellationToken cancellation
    )
    {
        if ((await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        var account = signedIn.Account;
        if (!account.Holders.TryGetValue(holderId, out var companion) || companion.Relationship == AccountHolder.Self)
        {
            return Reply.Problem(new Refusal(RefusalCodes.HolderNotFound));
        }

        await eraser.ForgetHolderAsync(holderId, account.Key, cancellation);
        await accounts.RemoveHolderAsync(account.Key, holderId, cancellation);
        return Reply.NoContent();
    }
}
