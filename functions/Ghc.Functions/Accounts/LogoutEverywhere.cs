using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Ends all sessions, the caller's too unless it is to be kept. The account is cut last: until then the call can be repeated.
/// </summary>
public sealed class LogoutEverywhere(
    RequestAuthenticator sessions,
    Passes passes,
    AccountsTable accounts,
    HoldersTable holders,
    TimeProvider clock
)
{
    [Function(nameof(LogoutEverywhere))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/logout-everywhere")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await ReadAsync(request, cancellation)).Refused(out refusal, out var body)
        )
        {
            return Reply.Problem(refusal);
        }

        var cut = SessionCut.UpTo(clock.GetUtcNow()) with { Except = body.KeepThis == true ? signedIn.Session.Id : null };
        await holders.CutSessionsAsync(signedIn.Account, cut, cancellation);
        await accounts.ChangeDataAsync(signedIn.Account.Key, data => data with { Sessions = cut }, cancellation);
        await passes.EndOthersAsync(request, signedIn.Account, keepThis: body.KeepThis == true, cancellation);
        return Reply.NoContent();
    }

    /// <summary>Somebody whose phone was stolen should not have to know what to write.</summary>
    private static async Task<Outcome<LogoutRequest>> ReadAsync(HttpRequest request, CancellationToken cancellation) =>
        request.ContentType is null
            ? new LogoutRequest(null)
            : await JsonBody.ReadAsync(request, AccountsJson.Types.LogoutRequest, cancellation);
}
