using Ghc.Domain.Accounts;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;

namespace Ghc.Functions.Families;

/// <summary>Verifies and claims the people of one form, each alone and all at the same time.</summary>
public sealed class FamilyClaims(HolderOwnership ownership, Consents consents)
{
    /// <summary>Reads only, but for asking an account for consent that shows one of the people now.</summary>
    public Task<FamilyMember[]> VerifyAsync(
        Account account,
        Contact contact,
        IEnumerable<FamilyMember> members,
        CancellationToken cancellation
    ) =>
        Task.WhenAll(
            members.Select(async member =>
            {
                var asker = new ConsentAsker(account.Key, contact, member.ConsentCode);
                var claimant = new Claimant(account.Key, member.Relationship != AccountHolder.Self)
                {
                    MayRepeat = true,
                    AskOwner = holder => consents.ObtainAsync(holder, asker, cancellation),
                };
                return (await ownership.CheckAsync(member.Claim, claimant, account, cancellation)).Refused(out var refusal, out var open)
                    ? member with
                    {
                        Refusal = refusal,
                    }
                    : member with
                    {
                        Verified = open,
                    };
            })
        );

    /// <summary>Claims everybody who is wanted. Somebody whom another account claimed since is refused.</summary>
    public Task<FamilyMember[]> ClaimAsync(IEnumerable<FamilyMember> members, CancellationToken cancellation) =>
        Task.WhenAll(
            members.Select(async member =>
                !member.IsWanted ? member
                : (await ownership.ClaimAsync(member.Verified!, cancellation)).Refused(out var refusal, out var claimed)
                    ? member with
                    {
                        Refusal = refusal,
                    }
                : member with { Claimed = claimed }
            )
        );

    public Task FinishAsync(IEnumerable<FamilyMember> members, CancellationToken cancellation) =>
        Task.WhenAll(
            members.Select(member => member.Claimed).OfType<Claimed>().Select(claimed => ownership.FinishAsync(claimed, cancellation))
        );

    public Task WithdrawAsync(IEnumerable<FamilyMember> members, CancellationToken cancellation) =>
        Task.WhenAll(
            members.Select(member => member.Claimed).OfType<Claimed>().Select(claimed => ownership.WithdrawAsync(claimed, cancellation))
        );
}
