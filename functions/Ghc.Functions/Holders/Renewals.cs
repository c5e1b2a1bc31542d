using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Holders;

/// <summary>
/// Moves a holder to the next issuance of a permit, or to a new passport. First the former status names its successor: from then on
/// whatever arrives for the old number is handed on, so what is copied afterwards is complete. Then the facts are copied, the new holder
/// claimed, the account changed in one transaction, and the former holder let go. Every step may be repeated; the same call again finishes
/// what a crash left. A renewal that got as far as the claim is finished without its caller too: a recomputation of the former holder is
/// asked for, and leads to <see cref="FinishAsync"/>.
/// </summary>
public sealed class Renewals(
    HoldersTable holders,
    DocumentsTable documents,
    AccountsTable accounts,
    ColorDuesTable dues,
    HolderOwnership registrar,
    CurrentPolicy policies,
    Pseudonyms pseudonyms,
    RecomputeQueue recompute
)
{
    /// <summary>The id of the holder under the new document.</summary>
    public async Task<Outcome<string>> RenewAsync(Account account, RenewDocumentRequest request, CancellationToken cancellation)
    {
        if (request.HolderId is not { } key)
        {
            return Refusal.Invalid("holderId", "field.missing");
        }

        if (!Holder.IsId(key) || await holders.ReadStatusAsync(key, cancellation) is not { } status || !IsOrWasHers(account, status))
        {
            return new Refusal(RefusalCodes.HolderNotFound);
        }

        if (Renewal.NextDocument(status.Document, request.IdNumber, request.IssuanceNumber).Refused(out var refusal, out var document))
        {
            return refusal;
        }

        var next = new HolderSuccessor(pseudonyms.DocumentKey(document), document);
        if (status.Owner?.PhoneKey != account.Key)
        {
            return status.Successor == next ? next.Key : new Refusal(RefusalCodes.HolderNotFound);
        }

        var move = await MoveAsync(account, key, status, next, request.LatestCrossingYear, cancellation);
        return move.Refused(out _, out _) && await HasMovedAsync(account.Key, key, next, cancellation) ? next.Key : move;
    }

    /// <summary>Tells nothing of a holder that is somebody else's, not even the kind of document.</summary>
    private static bool IsOrWasHers(Account account, HolderStatus status) =>
        status.Owner?.PhoneKey == account.Key || (status.Successor is { } successor && account.Holders.ContainsKey(successor.Key));

    /// <summary>Somebody who asked twice at once is not refused because the other one was faster.</summary>
    private async Task<bool> HasMovedAsync(string phoneKey, string key, HolderSuccessor next, CancellationToken cancellation) =>
        await holders.ReadStatusAsync(key, cancellation) is { Owner: null } status
        && status.Successor == next
        && await accounts.ShowsAsync(phoneKey, next.Key, cancellation);

    private async Task<Outcome<string>> MoveAsync(
        Account account,
        string key,
        HolderStatus status,
        HolderSuccessor next,
        int? latestCrossingYear,
        CancellationToken cancellation
    )
    {
        if (status.Successor != next && await VerifyAsync(account, status, next, latestCrossingYear, cancellation) is { } unverified)
        {
            return unverified;
        }

        if ((await NameSuccessorAsync(account, key, next, cancellation)).Refused(out var refusal, out var old))
        {
            return refusal;
        }

        await holders.CopyFactsAsync(key, next, cancellation);
        if ((await ClaimAsync(key, old, next, cancellation)).Refused(out var taken, out _))
        {
            return taken;
        }

        // From here on two holders are the account's, and only one is shown.
        await recompute.SendAsync(key, "renewal", cancellation);
        var settled = await SettleAsync(key, old, next, cancellation);
        if (settled.Refused(out _, out _))
        {
            // The account was erased meanwhile, or the companion removed, by somebody who could not see this claim yet.
            await holders.ReleaseAsync(next.Key, account.Key, cancellation);
        }

        return settled;
    }

    /// <summary>
    /// Finishes a renewal whose caller did not, once its claim stands; else it does nothing. Costs nothing where the former holder was let
    /// go.
    /// </summary>
    public async Task FinishAsync(string key, HolderStatus status, CancellationToken cancellation)
    {
        if (
            status is { Owner: { } owner, Successor: { } next }
            && await holders.ReadStatusAsync(next.Key, cancellation) is { } claimed
            && claimed.Owner?.PhoneKey == owner.PhoneKey
            && claimed.Predecessors.Contains(key)
        )
        {
            await SettleAsync(key, status, next, cancellation);
        }
    }

    /// <summary>What follows the claim: the account shows the new holder, and the former one is let go.</summary>
    private async Task<Outcome<string>> SettleAsync(string key, HolderStatus old, HolderSuccessor next, CancellationToken cancellation)
    {
        var phoneKey = old.Owner!.PhoneKey;
        if ((await MoveInAccountAsync(phoneKey, key, next, cancellation)).Refused(out var refusal, out var moved))
        {
            return refusal;
        }

        // A password set while this was under way ended sessions in the former status only.
        if (moved.Data is { Sessions: { } cut } data && data.HolderId == next.Key)
        {
            await holders.CutSessionsAsync(moved, cut, cancellation);
        }

        // Changes of color that time alone will bring are noted there, and the owner hears of one that the new facts brought.
        await recompute.SendAsync(next.Key, "renewal", cancellation);
        if (old.Owner.News?.DueAt is { } due)
        {
            await dues.RemoveAsync(due, key, cancellation);
        }

        await holders.ReleaseAsync(key, phoneKey, cancellation);
        return next.Key;
    }

    /// <summary>A renewal takes a holder away from nobody, not even one that is somebody's companion.</summary>
    private async Task<bool> IsTakenAsync(Holder holder, string phoneKey, CancellationToken cancellation) =>
        holder.Status?.Owner?.PhoneKey != phoneKey
        && await registrar.CheckOwnerAsync(holder, new Claimant(phoneKey, IsCompanion: true), cancellation) is not null;

    private async Task<Refusal?> VerifyAsync(
        Account account,
        HolderStatus status,
        HolderSuccessor next,
        int? latestCrossingYear,
        CancellationToken cancellation
    )
    {
        var holder = await holders.LoadAsync(next.Key, cancellation);
        return
            account.Holders.ContainsKey(next.Key)
            || holder.Status?.Successor is not null
            || await IsTakenAsync(holder, account.Key, cancellation)
            ? new Refusal(RefusalCodes.AlreadyRegistered)
            : Renewal.Verify(next.Document, status.Name!, holder.Facts, latestCrossingYear);
    }

    private Task<Outcome<HolderStatus>> NameSuccessorAsync(
        Account account,
        string key,
        HolderSuccessor next,
        CancellationToken cancellation
    ) =>
        holders.UpdateOwnedAsync(
            key,
            account.Key,
            status =>
                status.Successor is null ? status with { Successor = next }
                : status.Successor == next ? status
                : next.Document.Type == IdType.Passport ? Refusal.Invalid("idNumber", "id-number.other-renewal")
                : Refusal.Invalid("issuanceNumber", "issuance.other-renewal"),
            cancellation
        );

    /// <summary>As long as the account shows the former document, that one's status is right and the new one's follows it.</summary>
    private Task<Outcome<bool>> ClaimAsync(string key, HolderStatus old, HolderSuccessor next, CancellationToken cancellation) =>
        holders.UpdateAsync<bool>(
            next.Key,
            async holder =>
            {
                if (!await accounts.ShowsAsync(old.Owner!.PhoneKey, key, cancellation))
                {
                    return true;
                }

                if (await IsTakenAsync(holder, old.Owner.PhoneKey, cancellation))
                {
                    return new Refusal(RefusalCodes.AlreadyRegistered);
                }

                var status = (await policies.CurrentAsync(cancellation)).Assess(next.Document, holder);
                if (!holder.IsIndexed)
                {
                    await documents.PutAsync(next.Document, cancellation);
                }

                var claimed = status with
                {
                    Name = old.Name,
                    Forgotten = false,
                    // The reminder of the next change stands under the former key; the next recomputation stores one under the new.
                    Owner = old.Owner with
                    {
                        News = old.Owner.News is { } news ? news with { DueAt = null } : null,
                    },
                    Predecessors = [.. old.Predecessors.Prepend(key).Concat(status.Predecessors).Distinct()],
                };
                return new(claimed, true);
            },
            cancellation
        );

    private Task<Outcome<Account>> MoveInAccountAsync(string phoneKey, string key, HolderSuccessor next, CancellationToken cancellation) =>
        accounts.UpdateAsync(phoneKey, account => account.Renew(key, next.Key, next.Document), cancellation);
}
