using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Signs out. The session or shift whose token is sent, and the pass of the device, open nothing any more, also not for a thief with a
/// copy. A pass alone is enough. Calling it again, with a token that was signed out, does no harm.
/// </summary>
public sealed class Logout(
    Sessions sessions,
    Passes passes,
    AccountsTable accounts,
    SessionEnder ender,
    IOptions<SessionOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(Logout))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/logout")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (Read(request).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        List<EndedSession> ended = [new(caller.Id, caller.ExpiresAt)];
        if (passes.Read(request) is { } pass && pass.PhoneKey == caller.PhoneKey)
        {
            ended.Add(new(pass.Id, clock.GetUtcNow() + options.Value.PassLifetime));
            await accounts.ChangeSignInAsync(caller.PhoneKey, state => state.WithoutDevice(pass.Id), cancellation);
        }

        Passes.TakeBack(request);
        await ender.EndAsync(caller.PhoneKey, ended, cancellation);
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
