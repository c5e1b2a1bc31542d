using Ghc.Domain;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Moves an account to the partition of another phone, where no transaction reaches. (1) The old account is marked with where it goes, and its code
/// spent. (2) The new account is written as a whole, and its code spent: from here on the move counts. (3) The holders follow one by one, the old phone
/// is told, the old account is deleted. Before (2) the old account works as ever; after it whoever signs in with either phone, or repeats the call,
/// finishes (3). docs/erasure.md has the table of crashes. An account that was erased meanwhile has let its holders go; its copy at the new phone is erased
/// by whoever would finish (3).
/// </summary>
public sealed class PhoneMover(
    AccountsTable accounts, HoldersTable holders, Eraser eraser, CredentialVerifier verifier, TextQueue texts, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>How long a marked move keeps others off: longer than any request takes.</summary>
    private static readonly TimeSpan MoveLapse = TimeSpan.FromMinutes(2);

    /// <summary>The key of the new phone.</summary>
    public async Task<Outcome<string>> MoveAsync(Account old, PhoneProof proof, CancellationToken cancellation)
    {
        var newKey = pseudonyms.PhoneKey(proof.NewPhone);
        if (newKey == old.Key)
        {
            return Refusal.Invalid("newPhone.number", "phone.same");
        }

        // A role belongs to the phone that it was given to, and so do the places' lists and the audit's entries.
        if (old.Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.StaffPhoneFixed);
        }

        if (!await HasArrivedAsync(old, newKey, cancellation)
            && ((await ProveAsync(old, newKey, proof, cancellation)).Refused(out var refusal, out var target)
                || (await MarkAsync(old, newKey, proof, cancellation)).Refused(out refusal, out old!)
                || (await WriteAsync(old, target, proof, cancellation)).Refused(out refusal, out _)))
        {
            return refusal;
        }

        return await FinishAsync(newKey, cancellation) ? newKey : new Refusal(RefusalCodes.NotSignedIn);
    }

    /// <summary>Finishes a move that ended halfway, of the account that somebody just signed in to. Refused if that has moved away.</summary>
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

    /// <summary>
    /// Both codes, before anything is told about the new phone. A move that is marked has shown the old one already, and spent it.
    /// </summary>
    private async Task<Outcome<Account>> ProveAsync(Account old, string newKey, PhoneProof proof, CancellationToken cancellation)
    {
        if (old.Data?.Moving?.To != newKey && (await verifier.CheckCodeAsync(old.Key, proof.OldCode, clock.GetUtcNow(), cancellation)).Refused(out var refusal, out _))
        {
            return AsWrongCode(refusal, "smsCode");
        }

        return (await verifier.CheckCodeAsync(newKey, proof.NewCode, since: null, cancellation)).Refused(out refusal, out var target) ? AsWrongCode(refusal, "newSmsCode")
            : target.Data is not null ? new Refusal(RefusalCodes.AlreadyRegistered)
            : target;
    }

    private static Refusal AsWrongCode(Refusal refusal, string field) =>
        refusal.Code == RefusalCodes.LoginFailed ? new Refusal(RefusalCodes.WrongSmsCode) { Errors = [new FieldError(field, "code.wrong")] } : refusal;

    /// <summary>(1) Of two moves at once only one may go on. The account as marked.</summary>
    private async Task<Outcome<Account>> MarkAsync(Account old, string newKey, PhoneProof proof, CancellationToken cancellation)
    {
        var key = old.Key;
        return (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var now = clock.GetUtcNow();
                var account = await accounts.LoadAsync(key, cancellation);
                if (account.Data is not { } data)
                {
                    return new Answer(new Refusal(RefusalCodes.NotSignedIn));
                }

                if (data.Moving is { } other && other.To != newKey)
                {
                    if (other.At + MoveLapse > now)
                    {
                        return new Answer(new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = other.At + MoveLapse - now });
                    }

                    if (await HasArrivedAsync(account, other.To, cancellation))
                    {
                        await FinishAsync(other.To, cancellation);
                        return new Answer(new Refusal(RefusalCodes.NotSignedIn));
                    }
                }

                var proven = data.Moving?.To == newKey;
                if (!proven && account.SignIn.LiveCodeHash(now) is null)
                {
                    return new Answer(AsWrongCode(new Refusal(RefusalCodes.LoginFailed), "smsCode"));
                }

                var marked = data with { Moving = new PhoneMove(newKey, now) };
                var change = new AccountChange { Data = marked, SignIn = proven ? null : account.SignIn.CodeSpent() };
                return await accounts.TryCommitAsync(account, change, cancellation) ? new Answer(account with { Data = marked }) : null;
            },
            cancellation)).Outcome;
    }

    /// <summary>(2) The account at its new phone, all of it or nothing.</summary>
    private async Task<Outcome<Account>> WriteAsync(Account old, Account target, PhoneProof proof, CancellationToken cancellation) =>
        (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var now = clock.GetUtcNow();
                var data = old.Data! with { Phone = proof.NewPhone, Moving = null, MovedFrom = old.Key, Sessions = SessionCut.Before(now) };
                var change = new AccountChange { Data = data, SignIn = target.SignIn.CodeSpent().SignedIn(now), AddHolders = old.Holders };
                if (await accounts.TryCommitAsync(target, change, cancellation))
                {
                    return new Answer(target);
                }

                target = await accounts.LoadAsync(target.Key, cancellation);
                return target.Data?.MovedFrom == old.Key ? new Answer(target)
                    : target.Data is not null ? new Answer(new Refusal(RefusalCodes.AlreadyRegistered))
                    : target.SignIn.LiveCodeHash(now) is null ? new Answer(AsWrongCode(new Refusal(RefusalCodes.LoginFailed), "newSmsCode"))
                    : null;
            },
            cancellation)).Outcome;

    /// <summary>(3) Everything follows to the new phone. Repeating it changes nothing. False if there is nothing to follow: the account was erased meanwhile.</summary>
    private async Task<bool> FinishAsync(string newKey, CancellationToken cancellation)
    {
        const string erased = "erased";
        var end = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var account = await accounts.LoadAsync(newKey, cancellation);
                if (account.Data is not { MovedFrom: { } from } data)
                {
                    return account.Data is null ? erased : "done";
                }

                var old = await accounts.LoadAsync(from, cancellation);
                var move = old.Data?.Moving is { } marked && marked.To == newKey ? marked : null;
                if (move is not null && !await FollowAsync(old, account, data, cancellation))
                {
                    return null;
                }

                if (await IsErasedAsync(account, data, cancellation))
                {
                    await eraser.EraseAsync(newKey, data, cancellation);
                    return erased;
                }

                var left = move is null || await LeaveAsync(old, move, cancellation);
                return left && await accounts.TryCommitAsync(account, new AccountChange { Data = data with { MovedFrom = null } }, cancellation) ? "done" : null;
            },
            cancellation);
        return end != erased;
    }

    /// <summary>An account's own holder is let go by nothing but an erasure. A renewal that came between has put it under another number.</summary>
    private async Task<bool> IsErasedAsync(Account account, AccountData data, CancellationToken cancellation) =>
        data.HolderId is { } own && (await holders.FindStatusAsync(own, cancellation))?.Status.Owner?.PhoneKey != account.Key;

    /// <summary>False if the new account has to be read again.</summary>
    private async Task<bool> FollowAsync(Account old, Account account, AccountData data, CancellationToken cancellation)
    {
        // Added on the old phone after the copy was made.
        var late = old.Holders.Where(holder => !account.Holders.ContainsKey(holder.Key)).ToDictionary();
        if (late.Count > 0)
        {
            await accounts.TryCommitAsync(account, new AccountChange { Data = data, AddHolders = late }, cancellation);
            return false;
        }

        await Task.WhenAll(old.Holders.Keys.Select(id => holders.ChangeOwnedAsync(
            id, old.Key, status => status with { Owner = status.Owner! with { PhoneKey = account.Key, Sessions = data.Sessions } }, cancellation)));
        return true;
    }

    /// <summary>The old phone is told, and its account deleted; false if that was changed meanwhile.</summary>
    private async Task<bool> LeaveAsync(Account old, PhoneMove move, CancellationToken cancellation)
    {
        await texts.SendAsync(
            $"phone-moved|{old.Key}|{move.At.ToUnixTimeMilliseconds()}",
            old.Data!.Phone,
            Texts.Get("sms.phone-moved", Languages.OfTag(old.Data.Language)),
            cancellation);
        return await accounts.TryDeleteAsync(old, cancellation);
    }

    private sealed record Answer(Outcome<Account> Outcome);
}
