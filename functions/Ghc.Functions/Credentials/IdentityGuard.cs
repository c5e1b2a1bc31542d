using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Encryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Keeps identities from being guessed: what a phone, or an address, was refused is counted before it is told, and once it is too much nothing is told any more. The same identity
/// again counts once, since people try again until their crossing has arrived; what is verified costs nothing.
/// </summary>
public sealed class IdentityGuard(AccountsTable accounts, SignInBudget budget, Pseudonyms pseudonyms, IOptions<SignInLimits> limits, TimeProvider clock)
{
    /// <summary>Answers that tell something about a document.</summary>
    private static readonly string[] Telling =
        [RefusalCodes.IdentityVerificationFailed, RefusalCodes.NoCrossingRecord, RefusalCodes.AlreadyRegistered, RefusalCodes.ConsentRequired];

    /// <param name="identity">All that was claimed, so that another year of the same document is another guess.</param>
    public async Task<Outcome<T>> TryAsync<T>(HttpRequest request, string phoneKey, string identity, Func<Task<Outcome<T>>> claim, CancellationToken cancellation)
        where T : notnull
    {
        // Eight digits are enough to tell a day's guesses of one phone apart, and too few to find a document by.
        var id = Convert.ToHexStringLower(pseudonyms.Mac("identity-guess", identity))[..8];
        if (budget.CheckIdentity(request).Refused(out var spent, out _) || (await CheckAsync(phoneKey, id, cancellation)).Refused(out spent, out _))
        {
            return spent;
        }

        var answer = await claim();
        if (!answer.Refused(out var refusal, out _) || !Telling.Contains(refusal.Code))
        {
            return answer;
        }

        return (await CountAsync(phoneKey, id, cancellation)).Refused(out spent, out _)
            || (await budget.CountRefusedIdentityAsync(request, cancellation)).Refused(out spent, out _) ? spent : answer;
    }

    private async Task<Outcome<bool>> CheckAsync(string phoneKey, string id, CancellationToken cancellation) =>
        Count((await accounts.LoadSignInAsync(phoneKey, cancellation)).SignIn, id).Answer;

    private Task<Outcome<bool>> CountAsync(string phoneKey, string id, CancellationToken cancellation) =>
        accounts.UpdateSignInAsync(phoneKey, signIn => Count(signIn, id), cancellation);

    private Decision<SignInState, bool> Count(SignInState signIn, string id) => signIn.IdentityRefused(id, limits.Value.RefusedIdentitiesPerDay, clock.GetUtcNow());
}
