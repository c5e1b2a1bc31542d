using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Moves an account to the partition of another phone, or to that of an e-mail address if it has no phone any more, where no transaction
/// reaches. (1) The old account is marked with where it goes, and its code spent, or the one sent to its e-mail address, when the phone is
/// lost. (2) The new account is written as a whole, and its code spent: from here on the move counts. (3) The holders follow one by one,
/// and the claim of the e-mail address; the old phone is told, the old account is deleted, but for an address that stays the account's.
/// Before (2) the old account works as ever; after it the next sign-in at either place, or the same call again, finishes (3).
/// docs/erasure.md has the table of crashes. An account that was erased meanwhile has let its holders go; its copy at the new place is
/// erased by what would finish (3).
/// </summary>
public sealed class AccountMover(
    AccountsTable accounts,
    HoldersTable holders,
    Eraser eraser,
    MoveProofs proofs,
    EmailNotices emails,
    TextQueue texts,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    /// <summary>The key of the new phone or address.</summary>
    public async Task<Outcome<string>> MoveAsync(Account old, MoveProof proof, CancellationToken cancellation)
    {
        var newKey = pseudonyms.ContactKey(proof.To);
        if (newKey == old.Key)
        {
            return Refusal.Invalid("newPhone.number", "phone.same");
        }

        // A role belongs to the phone that it was given to, and so do the places' lists and the audit's entries.
        if (old.Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.StaffPhoneFixed);
        }

        if (
            !await HasArrivedAsync(old, newKey, cancellation)
            && (
                (await proofs.CheckAsync(old, newKey, proof, cancellation)).Refused(out var refusal, out var target)
                || (await MarkAsync(old, newKey, byEmail: old.Data?.Phone is not null && proof.OfPhone is null, cancellation)).Refused(
                    out refusal,
                    out old!
                )
                || (await WriteAsync(old, target, proof.To, cancellation)).Refused(out refusal, out _)
            )
        )
        {
            return refusal;
        }

        return await FinishAsync(newKey, cancellation) ? newKey : new Refusal(RefusalCodes.NotSignedIn);
    }

    /// <summary>
    /// Finishes a move that ended halfway, of the account that somebody just signed in to. Refused if that has moved away.
    /// </summary>
    public async Task<Outcome<Account>> SettleAsync(Account account, CancellationToken cancellation)
    {
        if (account.Data?.MovedFrom is not null && !await FinishAsync(account.Key, cancellation))
        {
            return new Refusal(RefusalCodes.LoginFailed);
        }

        if (account.Data?.Moving is { } move && await HasArrivedAsync(account, move.To, cancellation))
        {
            await FinishAsync(move.To, cancellation);
            return new Refusal(RefusalCodes.LoginFailed);
        }

        return account;
    }

    private async Task<bool> HasArrivedAsync(Account old, string newKey, CancellationToken cancellation) =>
        old.Data?.Moving?.To == newKey && (await accounts.LoadAsync(newKey, cancellation)).Data?.MovedFrom == old.Key;

    /// <summary>(1) Of two moves at once only one may go on. The account as marked.</summary>
    private Task<Outcome<Account>> MarkAsync(Account old, string newKey, bool byEmail, CancellationToken cancellation) =>
        accounts.UpdateAsync<Account>(
            old.Key,
            async account =>
            {
                var now = clock.GetUtcNow();
                if (
                    account.Data?.Moving is { } other
                    && other.To != newKey
                    && other.HasLapsed(now)
                    && await HasArrivedAsync(account, other.To, cancellation)
                )
                {
                    await FinishAsync(other.To, cancellation);
                    return new Refusal(RefusalCodes.NotSignedIn);
                }

                return account.MoveTo(newKey, now, byEmail);
            },
            cancellation
        );

    /// <summary>(2) The account at its new phone or address, all of it or nothing.</summary>
    private Task<Outcome<Account>> WriteAsync(Account old, Account target, Contact to, CancellationToken cancellation) =>
        accounts.UpdateAsync(target, found => found.Receive(old, to, clock.GetUtcNow()), cancellation);

    /// <summary>
    /// (3) Everything follows to the new place. Repeating it changes nothing. False if there is nothing to follow: the account was erased
    /// meanwhile.
    /// </summary>
    private async Task<bool> FinishAsync(string newKey, CancellationToken cancellation)
    {
        Step step;
        do
        {
            step = (await accounts.UpdateAsync<Step>(newKey, account => FollowAsync(account, cancellation), cancellation)).Value;
        } while (step == Step.Next);
        return step == Step.Done;
    }

    private async Task<Decision<AccountChange, Step>> FollowAsync(Account account, CancellationToken cancellation)
    {
        if (account.Data is not { MovedFrom: { } from } data)
        {
            return account.Data is null ? Step.Erased : Step.Done;
        }

        var old = await accounts.LoadAsync(from, cancellation);
        var move = old.Data?.Moving is { } marked && marked.To == account.Key ? marked : null;
        if (move is not null)
        {
            // Added at the old place after the copy was made.
            var late = old.Holders.Where(holder => !account.Holders.ContainsKey(holder.Key)).ToDictionary();
            if (late.Count > 0)
            {
                return new(new AccountChange { Data = data, AddHolders = late }, Step.Next);
            }

            await HandOverAsync(old, account, data, cancellation);
            if (data.Email is { } email)
            {
                await accounts.FollowEmailAsync(email.Key, old.Key, account.Key, cancellation);
            }
        }

        if (await IsErasedAsync(account, data, cancellation))
        {
            await eraser.EraseAsync(account.Key, data, cancellation);
            return Step.Erased;
        }

        return move is null || await LeaveAsync(old, move, data, cancellation)
            ? Decision.Write(new AccountChange { Data = data with { MovedFrom = null } }, Step.Done)
            : Step.Next;
    }

    /// <summary>
    /// An account's own holder is let go by nothing but an erasure. A renewal that came between has put it under another number.
    /// </summary>
    private async Task<bool> IsErasedAsync(Account account, AccountData data, CancellationToken cancellation) =>
        data.HolderId is { } own && (await holders.FindStatusAsync(own, cancellation))?.Status.Owner?.PhoneKey != account.Key;

    private async Task HandOverAsync(Account old, Account account, AccountData data, CancellationToken cancellation) =>
        await Task.WhenAll(
            old.Holders.Keys.Select(id =>
                holders.ChangeOwnedAsync(
                    id,
                    old.Key,
                    status => status with { Owner = status.Owner! with { PhoneKey = account.Key, Sessions = data.Sessions } },
                    cancellation
                )
            )
        );

    /// <summary>
    /// The old phone is told, and the e-mail address too, since the phone may be lost; the old account is deleted. False if that was
    /// changed meanwhile.
    /// </summary>
    /// <param name="data">What the account is by now.</param>
    private async Task<bool> LeaveAsync(Account old, PhoneMove move, AccountData data, CancellationToken cancellation)
    {
        if (old.Data!.Phone is { } phone)
        {
            var language = Languages.OfTag(old.Data.Language);
            await texts.SendAsync(
                $"phone-moved|{old.Key}|{move.At.ToUnixTimeMilliseconds()}",
                phone,
                data.Phone is null ? Texts.Get("sms.sign-in-changed", language) : Texts.Get("sms.phone-moved", language),
                cancellation
            );
        }

        await emails.TellAsync(old, old.Data.Email, $"{move.At.ToUnixTimeMilliseconds()}", cancellation);
        var leave = old.Leave(keepsAddress: data.Email?.Key == old.Key);
        return (
            await accounts.UpdateAsync<bool>(old, found => ReferenceEquals(found, old) ? Decision.Write(leave, true) : false, cancellation)
        ).Value;
    }

    private enum Step
    {
        /// <summary>The account is to be read again for what follows.</summary>
        Next,
        Done,
        Erased,
    }
}
