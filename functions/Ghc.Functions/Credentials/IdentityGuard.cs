using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Telemetry;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Keeps identities from being guessed: what a phone, or an address, was refused is counted before it is told, and once it is too much
/// nothing is told any more. The same identity again counts once, since people try again until their crossing has arrived; what is verified
/// costs nothing.
/// </summary>
public sealed class IdentityGuard(
    AccountsTable accounts,
    SignInBudget budget,
    Pseudonyms pseudonyms,
    IOptions<SignInLimits> limits,
    TimeProvider clock
)
{
    /// <summary>Answers that tell something about a document.</summary>
    private static readonly string[] Telling =
    [
        RefusalCodes.IdentityVerificationFailed,
        RefusalCodes.NoCrossingRecord,
        RefusalCodes.AlreadyRegistered,
        RefusalCodes.ConsentRequired,
    ];

    /// <param name="identity">All that was claimed, so that another year of the same document is another guess.</param>
    public async Task<Outcome<T>> TryAsync<T>(
        HttpRequest request,
        string phoneKey,
        string identity,
        Func<Task<Outcome<T>>> claim,
        CancellationToken cancellation
    )
        where T : notnull
    {
        var id = IdOf(identity);
        if (
            budget.CheckIdentity(request).Refused(out var spent, out _)
            || (await CheckAsync(phoneKey, id, cancellation)).Refused(out spent, out _)
        )
        {
            return spent;
        }

        var answer = await claim();
        if (!answer.Refused(out var refusal, out _) || !Telling.Contains(refusal.Code))
        {
            return answer;
        }

        return
            (await CountAsync(phoneKey, id, cancellation)).Refused(out spent, out _)
            || (await budget.CountRefusedIdentityAsync(request, cancellation)).Refused(out spent, out _)
            ? spent
            : answer;
    }

    /// <summary>
    /// The same for the identities of one form, in its order. No more may be named at once than could still be refused today.
    /// </summary>
    /// <param name="account">As it was read for this request.</param>
    public async Task<Outcome<MemberOutcome[]>> TryAllAsync(
        HttpRequest request,
        Account account,
        IEnumerable<string> identities,
        Func<Task<Outcome<MemberOutcome[]>>> claim,
        CancellationToken cancellation
    )
    {
        string[] ids = [.. identities.Select(IdOf)];
        if (
            budget.CheckIdentity(request).Refused(out var spent, out _)
            || account.SignIn.MayName(ids, limits.Value.RefusedIdentitiesPerDay, clock.GetUtcNow()).Refused(out spent, out _)
            || (await claim()).Refused(out spent, out var members)
        )
        {
            return spent;
        }

        // The answer of the whole form may be good, so nothing else would count and log these.
        foreach (var why in members.Select(member => member.Refusal).OfType<Refusal>())
        {
            Instrumentation.Refused(why.Code);
            request.HttpContext.Items[Problem.Code] = why.Code;
        }

        var refused = ids.Zip(members)
            .Where(pair => pair.Second.Refusal is { } refusal && Telling.Contains(refusal.Code))
            .Select(pair => pair.First)
            .ToList();
        if (refused.Count == 0)
        {
            return members;
        }

        var told = (
            await accounts.UpdateSignInAsync(
                account.Key,
                signIn => signIn.IdentitiesRefused(refused, limits.Value.RefusedIdentitiesPerDay, clock.GetUtcNow()),
                cancellation
            )
        ).Value;
        return await Task.WhenAll(
            ids.Zip(members)
                .Select(async pair =>
                {
                    var (id, member) = pair;
                    return !refused.Contains(id) ? member
                        : !told.Contains(id) ? member with { Refusal = DayCount.UsedUp(clock.GetUtcNow()) }
                        : (await budget.CountRefusedIdentityAsync(request, cancellation)).Refused(out var used, out _)
                            ? member with
                            {
                                Refusal = used,
                            }
                        : member;
                })
        );
    }

    /// <summary>Eight digits are enough to tell a day's guesses of one phone apart, and too few to find a document by.</summary>
    private string IdOf(string identity) => Convert.ToHexStringLower(pseudonyms.Mac("identity-guess", identity))[..8];

    private async Task<Outcome<bool>> CheckAsync(string phoneKey, string id, CancellationToken cancellation) =>
        Count((await accounts.LoadSignInAsync(phoneKey, cancellation)).SignIn, id).Answer;

    private Task<Outcome<bool>> CountAsync(string phoneKey, string id, CancellationToken cancellation) =>
        accounts.UpdateSignInAsync(phoneKey, signIn => Count(signIn, id), cancellation);

    private Decision<SignInState, bool> Count(SignInState signIn, string id) =>
        signIn.IdentityRefused(id, limits.Value.RefusedIdentitiesPerDay, clock.GetUtcNow());
}
