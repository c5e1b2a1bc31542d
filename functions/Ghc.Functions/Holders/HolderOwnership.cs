using Ghc.Domain;
using Ghc.Domain.Accounts;
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

    /// <summary>
    /// Whether a companion whom the account claimed already may be claimed again: the same request may be made twice at once.
    /// </summary>
    public bool MayRepeat { get; init; }

    /// <summary>Asked where another account shows the holder: null if that account consents.</summary>
    public Func<Holder, Task<Refusal?>> AskOwner { get; init; } =
        _ => Task.FromResult<Refusal?>(new Refusal(RefusalCodes.AlreadyRegistered));
}

/// <summary>A claim that nothing stood against when the holder was read.</summary>
/// <param name="IsShown">The account shows the holder as a companion already, so there is nothing left to claim.</param>
public sealed record OpenClaim(IdentityClaim Claim, Claimant Claimant, Holder Holder, bool IsShown);

/// <summary>A claim that was written.</summary>
/// <param name="Before">The holder's status before the claim; null if it had none.</param>
public sealed record Claimed(string Key, HolderOwner Owner, HolderStatus? Before);

/// <summary>
/// Gives a document to the account that may show it. The holder is claimed by one conditional write before it is shown, because of two
/// phones that claim one document only one may win; a claim whose account never followed lapses. A document in use changes hands with the
/// consent of the account that shows it, or after an officer released it (docs/adr/0019).
/// </summary>
public sealed class HolderOwnership(
    HoldersTable holders,
    DocumentsTable documents,
    AccountsTable accounts,
    CurrentPolicy policies,
    Handover handover,
    RecomputeQueue recompute,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    /// <summary>The holder's id, once the identity is verified and the holder is the account's.</summary>
    public async Task<Outcome<string>> ClaimAsync(IdentityClaim claim, Claimant claimant, CancellationToken cancellation)
    {
        if (Eligibility.Check(claim.Document, claim.Country) is { } notEligible)
        {
            return notEligible;
        }

        var key = pseudonyms.DocumentKey(claim.Document);
        var claimed = await holders.UpdateAsync(key, holder => DecideAsync(claim, claimant, holder, cancellation), cancellation);
        if (claimed.Refused(out var refusal, out var now))
        {
            return refusal;
        }

        await FinishAsync(now, cancellation);
        return key;
    }

    /// <summary>Verifies the identity and the owner, and claims nothing.</summary>
    /// <param name="account">The claimant's account as it was read.</param>
    public async Task<Outcome<OpenClaim>> CheckAsync(
        IdentityClaim claim,
        Claimant claimant,
        Account account,
        CancellationToken cancellation
    )
    {
        if (Eligibility.Check(claim.Document, claim.Country) is { } notEligible)
        {
            return notEligible;
        }

        var holder = await holders.LoadAsync(pseudonyms.DocumentKey(claim.Document), cancellation);
        if ((await VerifyAsync(claim, holder, cancellation) ?? await CheckOwnerAsync(holder, claimant, cancellation)) is { } refused)
        {
            return refused;
        }

        var isShown = claimant.IsCompanion && holder.Status?.Owner?.PhoneKey == account.Key && account.Holders.ContainsKey(holder.Key);
        return isShown && account.IsOwn(holder.Key)
            ? new Refusal(RefusalCodes.AlreadyRegistered)
            : new OpenClaim(claim, claimant, holder, isShown);
    }

    /// <summary>
    /// Claims a holder as it was checked. If it was changed since, it is checked again. <see cref="FinishAsync"/> or
    /// <see cref="WithdrawAsync"/> must follow.
    /// </summary>
    public Task<Outcome<Claimed>> ClaimAsync(OpenClaim open, CancellationToken cancellation) =>
        holders.UpdateAsync(open.Holder, holder => DecideAsync(open.Claim, open.Claimant, holder, cancellation), cancellation);

    /// <summary>Does what follows from a claim. Repeating it changes nothing.</summary>
    public async Task FinishAsync(Claimed claimed, CancellationToken cancellation)
    {
        await handover.FinishAsync(claimed.Key, claimed.Owner, cancellation);

        // Changes of color that time alone will bring are noted there.
        await recompute.SendAsync(claimed.Key, "claim", cancellation);
    }

    /// <summary>Takes a claim back: the holder belongs to whom it belonged before, unless it was claimed again meanwhile.</summary>
    public Task WithdrawAsync(Claimed claimed, CancellationToken cancellation) =>
        holders.ChangeOwnedAsync(
            claimed.Key,
            claimed.Owner.PhoneKey,
            status =>
                status.Owner!.ClaimedAt == claimed.Owner.ClaimedAt
                    ? status with
                    {
                        Name = claimed.Before?.Name,
                        Owner = claimed.Before?.Owner,
                    }
                    : status,
            cancellation
        );

    private async Task<Decision<HolderStatus, Claimed>> DecideAsync(
        IdentityClaim claim,
        Claimant claimant,
        Holder holder,
        CancellationToken cancellation
    )
    {
        if (
            (
                await VerifyAsync(claim, holder, cancellation)
                ?? await CheckOwnerAsync(holder, claimant, cancellation)
                ?? await claimant.Prepare(holder.Key)
            ) is
            { } refused
        )
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

        return new(status, new Claimed(holder.Key, owner, holder.Status));
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

    /// <summary>Why the claimant may not have the holder; null if no account shows it, or its owner consents.</summary>
    public async Task<Refusal?> CheckOwnerAsync(Holder holder, Claimant claimant, CancellationToken cancellation)
    {
        if (holder.Status?.Owner is not { } owner || (owner.PhoneKey == claimant.PhoneKey && (!claimant.IsCompanion || claimant.MayRepeat)))
        {
            return null;
        }

        if (await accounts.ShowsAsync(owner.PhoneKey, holder.Key, cancellation))
        {
            return owner.PhoneKey == claimant.PhoneKey ? new Refusal(RefusalCodes.AlreadyRegistered) : await claimant.AskOwner(holder);
        }

        // Somebody may be just about to show it, and has no account that could be asked.
        return owner.PhoneKey != claimant.PhoneKey && owner.IsSettling(clock.GetUtcNow())
            ? new Refusal(RefusalCodes.AlreadyRegistered)
            : null;
    }
}
