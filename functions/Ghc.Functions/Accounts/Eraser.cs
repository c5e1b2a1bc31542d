using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Appeals;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.Places;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Erases what is personal. What was reported about a document stays, sealed, as long as the policy needs it: see docs/erasure.md. The
/// account's rows go last and all at once: until then its session stands, so that a call that ended halfway can be repeated.
/// </summary>
public sealed class Eraser(
    AccountsTable accounts,
    HoldersTable holders,
    ColorDuesTable dues,
    VisitsTable visits,
    AppealsTable appeals,
    PlacesTable places,
    AuditTable audit
)
{
    /// <param name="known">The account as it was last read: it may be elsewhere by now.</param>
    public async Task EraseAsync(string phoneKey, AccountData known, CancellationToken cancellation) =>
        await accounts.UpdateAsync<bool>(
            phoneKey,
            async account =>
            {
                // Deleted only as it was read: a companion may have come meanwhile that is to be forgotten too.
                if (account.Data is { } data)
                {
                    known = data;
                    await ForgetAllAsync(account, data, cancellation);
                    return new(AccountChange.Deletion, true);
                }

                await EraseMovedAsync(phoneKey, known, cancellation);
                return true;
            },
            cancellation
        );

    /// <summary>The holder's name, owner, visits and appeals, unless the holder is another account's by now.</summary>
    public async Task ForgetHolderAsync(string holderId, string phoneKey, CancellationToken cancellation)
    {
        await LetGoAsync(holderId, phoneKey, cancellation);
        var status = await holders.ReadStatusAsync(holderId, cancellation);
        if (status is { Owner: not null })
        {
            return;
        }

        // A renewal that ended halfway may have left the name under the former number, or have put it under the next one already.
        foreach (var former in status?.Predecessors ?? [])
        {
            await LetGoAsync(former, phoneKey, cancellation);
        }

        foreach (var some in (await visits.OfHolderAsync(holderId, status?.Predecessors ?? [], cancellation)).Chunk(16))
        {
            await Task.WhenAll(some.Select(visit => visits.DeleteAsync(visit, cancellation)));
        }

        await appeals.ForgetAsync(holderId, status?.Predecessors ?? [], cancellation);

        if (status?.Successor is { } successor)
        {
            await ForgetHolderAsync(successor.Key, phoneKey, cancellation);
        }
    }

    /// <summary>
    /// An account that is gone although it was not deleted here was erased by another call, or has just arrived at another phone.
    /// </summary>
    private async Task EraseMovedAsync(string phoneKey, AccountData known, CancellationToken cancellation)
    {
        var to =
            known.Moving?.To
            ?? (known.HolderId is { } own ? (await holders.FindStatusAsync(own, cancellation))?.Status.Owner?.PhoneKey : null);
        if (
            to is not null
            && to != phoneKey
            && (await accounts.LoadAsync(to, cancellation)).Data is { } moved
            && moved.CreatedAt == known.CreatedAt
        )
        {
            await EraseAsync(to, moved, cancellation);
        }
    }

    /// <summary>With the reminder of its next change of color.</summary>
    private async Task LetGoAsync(string holderId, string phoneKey, CancellationToken cancellation)
    {
        if ((await holders.ReadStatusAsync(holderId, cancellation))?.Owner is { News.DueAt: { } due } owner && owner.PhoneKey == phoneKey)
        {
            await dues.RemoveAsync(due, holderId, cancellation);
        }

        await holders.ReleaseAsync(holderId, phoneKey, cancellation);
    }

    /// <summary>All that an account leaves elsewhere.</summary>
    private async Task ForgetAllAsync(Account account, AccountData data, CancellationToken cancellation)
    {
        // A move to another phone that ended halfway left a copy there.
        if (data.Moving is { } move && (await accounts.LoadAsync(move.To, cancellation)).Data is { } copy && copy.MovedFrom == account.Key)
        {
            await EraseAsync(move.To, copy, cancellation);
        }

        if (data.Email is { } email)
        {
            await accounts.ReleaseEmailAsync(email.Key, account.Key, cancellation);
        }

        foreach (var holderId in account.Holders.Keys)
        {
            await ForgetHolderAsync(holderId, account.Key, cancellation);

            // Unless it has just followed to the other phone.
            if (data.Moving is { To: var to })
            {
                await ForgetHolderAsync(holderId, to, cancellation);
            }
        }

        if (account.Roles.Count > 0)
        {
            await audit.AppendAsync(
                account.Key,
                "account-erased",
                account.Key,
                string.Join(' ', account.Roles.Select(role => role.Name)),
                cancellation
            );
        }

        foreach (var role in account.Roles.Where(role => Role.IsScoped(role.Name)))
        {
            await places.RemoveMemberAsync(role.Scope, account.Key, cancellation);
        }
    }
}
