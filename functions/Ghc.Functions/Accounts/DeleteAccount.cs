using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Erases the account and everything personal in it. Its sessions end with it, since they stand on its rows. An administrator has another
/// one take the role away first.
/// </summary>
public sealed class DeleteAccount(RequestAuthenticator sessions, Eraser eraser)
{
    [Function(nameof(DeleteAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/account")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await sessions.OpenOwnerAsync(request, nameof(DeleteAccount), cancellation)).Refused(out var refusal, out var signedIn))
        {
            return Reply.Problem(refusal);
        }

        await eraser.EraseAsync(signedIn.Account.Key, signedIn.Account.Data!, cancellation);
        return Reply.NoContent();
    }
}
