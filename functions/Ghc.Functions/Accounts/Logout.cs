using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Signs out: the session, or the shift, whose token is sent opens nothing any more, whoever has a copy of it. A token that opens nothing already gets the same answer, since
/// what was asked for is so.
/// </summary>
public sealed class Logout(Sessions sessions, AccountsTable accounts, HoldersTable holders, TimeProvider clock)
{
    [Function(nameof(Logout))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/logout")] HttpRequest request, CancellationToken cancellation)
    {
        if (Read(request).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        var ended = new EndedSession(caller.Id, caller.ExpiresAt);
        await accounts.ChangeDataAsync(caller.PhoneKey, data => data with { Sessions = SessionCut.Ending(data.Sessions, ended, clock.GetUtcNow()) }, cancellation);
        if (await accounts.LoadAsync(caller.PhoneKey, cancellation) is { Data.Sessions: { } cut } account)
        {
            await holders.CutSessionsAsync(account, cut, cancellation);
        }

        return Reply.NoContent();
    }

    private Outcome<Caller> Read(HttpRequest request)
    {
        if (!sessions.Read(request).Refused(out var refusal, out var session))
        {
            return new Caller(session.PhoneKey, session.Id, session.ExpiresAt);
        }

        return sessions.ReadShift(request).Refused(out _, out var shift) ? refusal : new Caller(shift.PhoneKey, shift.Id, shift.ExpiresAt);
    }

    private sealed record Caller(string PhoneKey, string Id, DateTimeOffset ExpiresAt);
}
