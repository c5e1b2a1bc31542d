using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Signs out: the session, or the shift, whose token is sent opens nothing any more, whoever has a copy of it, nor does the pass of the device, with or
/// without a token. A token that opens nothing already gets the same answer, since
/// what was asked for is so.
/// </summary>
public sealed class Logout(Sessions sessions, Passes passes, AccountsTable accounts, HoldersTable holders, IOptions<SessionOptions> options, TimeProvider clock)
{
    [Function(nameof(Logout))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/logout")] HttpRequest request, CancellationToken cancellation)
    {
        if (Read(request).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        var now = clock.GetUtcNow();
        List<EndedSession> ended = [new(caller.Id, caller.ExpiresAt)];
        if (passes.Read(request) is { } pass && pass.PhoneKey == caller.PhoneKey)
        {
            ended.Add(new(pass.Id, now + options.Value.PassLifetime));
            await accounts.ChangeSignInAsync(caller.PhoneKey, state => state.WithoutDevice(pass.Id), cancellation);
        }

        Passes.TakeBack(request);
        await accounts.ChangeDataAsync(
            caller.PhoneKey, data => data with { Sessions = ended.Aggregate(data.Sessions, (cut, one) => SessionCut.Ending(cut, one, now)) }, cancellation);
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

        return !sessions.ReadShift(request).Refused(out _, out var shift) ? new Caller(shift.PhoneKey, shift.Id, shift.ExpiresAt)
            : passes.Read(request) is { } pass ? new Caller(pass.PhoneKey, pass.Id, clock.GetUtcNow() + options.Value.PassLifetime)
            : refusal;
    }

    private sealed record Caller(string PhoneKey, string Id, DateTimeOffset ExpiresAt);
}
