using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Functions.Policies;
using Ghc.Functions.Security;
using Ghc.Functions.Storage;

namespace Ghc.Functions.Applications;

/// <summary>
/// Gives a document to the account that may show it. The holder is claimed before the account is written, by one conditional write, because of two
/// phones that claim one document only one may win; a claim whose account never followed lapses.
/// </summary>
public sealed class Registrar(
    HoldersTable holders, DocumentsTable documents, AccountsTable accounts, PolicyDesk policies, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>How long a claim stands before its account must be there: longer than any request takes.</summary>
    private static readonly TimeSpan ClaimLapse = TimeSpan.FromMinutes(2);

    /// <summary>The holder's id, once the identity is verified and the holder is the account's.</summary>
    public async Task<Outcome<string>> ClaimAsync(IdentityClaim claim, string phoneKey, CancellationToken cancellation)
    {
        if (Eligibility.Check(claim.Document, claim.Country) is { } notEligible)
        {
            return notEligible;
        }

        var key = pseudonyms.DocumentKey(claim.Document);
        var attempt = await Contention.RetryAsync(
            async () =>
            {
                var holder = await holders.LoadAsync(key, cancellation);
                if (await VerifyAsync(claim, holder, cancellation) is { } unverified)
                {
                    return new Attempt(unverified);
                }

                if (await IsTakenAsync(holder, phoneKey, cancellation))
                {
                    return new Attempt(new Refusal("already-registered"));
                }

                var policy = await policies.CurrentAsync(cancellation);
                var status = policy.Assess(claim.Document, holder) with
                {
                    Name = claim.Name,
                    Owner = new HolderOwner(phoneKey, IsCompanion: false, clock.GetUtcNow()),
                };
                return await holders.TryWriteStatusAsync(key, status, holder.ReadAs, cancellation) ? new Attempt(null) : null;
            },
            cancellation);
        return attempt.Refusal is { } refusal ? refusal : key;
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

    private async Task<bool> IsTakenAsync(Holder holder, string phoneKey, CancellationToken cancellation)
    {
        if (holder.Status?.Owner is not { } owner || owner.PhoneKey == phoneKey)
        {
            return false;
        }

        return owner.ClaimedAt + ClaimLapse > clock.GetUtcNow() || await accounts.ShowsAsync(owner.PhoneKey, holder.Key, cancellation);
    }

    private sealed record Attempt(Refusal? Refusal);
}
