using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Signing in by e-mail address. Codes and tries are counted at the address, whether or not it leads to an account, with the same calls and
/// the same hash. An account with a role has no address here: a mailbox is no factor of staff, neither alone nor beside a password.
/// </summary>
public sealed partial class CredentialVerifier
{
    /// <summary>
    /// The account of the address, as it was before. The code is spent before the account notes the sign-in, so that it counts once.
    /// </summary>
    public async Task<Outcome<Account>> SignInByEmailAsync(string emailKey, Factors factors, CancellationToken cancellation)
    {
        Account? owner = null;
        var signIn = await SignInAsync(
            emailKey,
            factors with
            {
                Device = null,
            },
            async address =>
            {
                owner = await accounts.FindOwnerAsync(address, cancellation) is { Roles.Count: 0 } found ? found : null;
                return owner is null
                    ? address
                    : address with
                    {
                        Data = owner.Data,
                        Holders = owner.Holders,
                        SignIn = address.SignIn with { LastSignInAt = owner.SignIn.LastSignInAt },
                    };
            },
            cancellation
        );
        if (signIn.Refused(out var refusal, out _))
        {
            return refusal;
        }

        var noted = await accounts.UpdateSignInAsync<SignInState>(
            owner!.Key,
            state =>
            {
                var next = state.SignedIn(clock.GetUtcNow());
                next = factors.Device is { } device ? next.OnDevice(device.In(next)) : next;
                return next == state ? state : Decision.Write(next, next);
            },
            cancellation
        );
        return noted.Refused(out refusal, out _) ? refusal : owner;
    }

    /// <summary>Uses up a code that was found right at an address; refused if another call has used it since.</summary>
    public async Task<Outcome<bool>> SpendEmailCodeAsync(string emailKey, string field, CancellationToken cancellation) =>
        await accounts.UpdateSignInAsync<bool>(
            emailKey,
            state => state.LiveCodeHash(clock.GetUtcNow()) is null ? EmailClaim.WrongCode(field) : Decision.Write(state.CodeSpent(), true),
            cancellation
        );
}
