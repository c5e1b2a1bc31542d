using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>Phone, language and choices of the account.</summary>
public sealed class GetAccount(RequestAuthenticator sessions)
{
    [Function(nameof(GetAccount))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/account")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            ? Reply.Problem(refusal)
            : Reply.Json(AccountView.Of(signedIn.Account, signedIn.Account.Data!), AccountsJson.Types.AccountView);
}
