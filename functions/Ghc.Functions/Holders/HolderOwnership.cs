using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Holders;

/// <summary>The account that claims a holder, as its own or as a companion.</summary>
public sealed record Claimant(string PhoneKey, bool IsCompanion = false)
{
    /// <summary>Runs when nothing stands against the claim any more, right before it is written; may run again.</summary>
    public Func<string, Task<Refusal?>> Prepare { get; init; } = _ => Task.FromResult<Refusal?>(null);

    /// <summary>Asked where another account shows the holder: null if that account consents.</summary>
    public Func<Holder, Task<Refusal?>> AskOwner { get; init; } = _ => Task.FromResult<Refusal?>(new Refusal(RefusalCodes.AlreadyRegistered));
}

/// <summary>
/// Gives a document to the account that may show it. The holder is claimed by one conditional write before it is shown, because of two phones that
/// claim one document only one may win; a claim whose account never followed lapses. A document in use changes hands with the consent of the account that shows
/// it, or after an officer released it (docs/adr/0019).
/// </summary>
public sealed class HolderOwnership(
    HoldersTable holders, DocumentsTable documents, AccountsTable accounts, CurrentPolicy policies, Handover handover, RecomputeQueue recompute, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>The holder's id, once the identity is verified and the holder is the account's.</summary>
    public async Task<Outcome<string>> ClaimAsync(IdentityClaim claim, Claimant claimant, CancellationToken cancellation)
    {
        if (Eligibility.Check(claim.Document, claim.Country) is { } notEligible)
        {
            return notEligible;
        }

        var key = pseudonyms.DocumentKey(claim.Document);
        var claimed = await holders.UpdateAsync<HolderOwner>(
            key,
            async holder =>
            {
                if ((await VerifyAsync(claim, holder, cancellation) ?? await CheckOwnerAsync(holder, claimant, cancellation) ?? await claimant.Prepare(key)) is { } refused)
                {
                    return refused;
                }

                var owner = HolderOwner.Claim(holder.Status?.Owner, claimant.PhoneKey, claimant.IsCompanion, clock.GetUtcNow());
                var policy = await policies.CurrentAsync(cancellation);
                var status = policy.Assess(claim.Document, holder) with { Name = claim.Name, Owner = owner, Forgotten = false };
                if (!holder.IsIndexed)
                {
                    await documents.PutAsync(claim.Document, cancellation);
                }

                return new(status, owner);
            },
            cancellation);
        if (claimed.Refused(out var refusal, out var claimedAs))
        {
            return refusal;
        }

        await handover.FinishAsync(key, claimedAs, cancellation);

        // Changes of color that time alone will bring are noted there.
        await recompute.SendAsync(key, "claim", cancellation);
        return key;
    }

    private async Task<Refusal?> VerifyAsync(IdentityClaim claim, Holder holder, CancellationToken cancellation)
    {
        var crossings = holder.Facts.OfType<Crossing>().ToList();
        var namesakes = crossings.Count > 0 ? [] : await documents.WithSameNumberAsync(claim.Document, cancellation);
        var refusal = IdentityCheck.Verify(claim.Name, claim.LatestCrossingYear, crossings, namesakes.Count > 0);

        // Somebody who left out the number of issuance should be asked for it, not sent away for a visa.
        return refusal is not null && crossings.Count == 0 && claim.Document is { Issuance: null, Type: not IdType.Passport }
            ? Refusal.Invalid("issuanceNumber", "issuance.needed")
            : refusal;
    }

    /// <summary>Why the claimant may not have the holder; null if nobody shows it, or whoever shows it consents.</summary>
    public async Task<Refusal?> CheckOwnerAsync(Holder holder, Claimant claimant, CancellationToken cancellation)
    {
        if (holder.Status?.Owner is not { } owner || (owner.PhoneKey == claimant.PhoneKey && !claimant.IsCompanion))
        {
            return null;
        }

        if (await accounts.ShowsAsync(owner.PhoneKey, holder.Key, cancellation))
        {
            return owner.PhoneKey == claimant.PhoneKey ? new Refusal(RefusalCodes.AlreadyRegistered) : await claimant.AskOwner(holder);
        }

        // Somebody may be just about to show it, and has no account that could be asked.
        return owner.PhoneKey != claimant.PhoneKey && owner.IsSettling(clock.GetUtcNow()) ? new Refusal(RefusalCodes.AlreadyRegistered) : null;
    }
}
