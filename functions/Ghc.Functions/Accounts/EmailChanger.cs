using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Adds, changes and removes the e-mail address of an account; address and account stand in two partitions. (1) The address is claimed for
/// the account and its code spent. (2) The phone is told, and so is the former address. (3) The former address is let go. (4) The account
/// names the address: from here on it signs in. A call that ended halfway is repeated with a new code; a claim that the account never
/// confirmed counts for two minutes, and the purge deletes it (docs/adr/0034). The address of an account without a phone is where it
/// stands, so another one is a move.
/// </summary>
public sealed class EmailChanger(
    AccountsTable accounts,
    CredentialVerifier verifier,
    AccountMover mover,
    EmailNotices notices,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    /// <summary>The account as it is then, which may be elsewhere.</summary>
    public async Task<Outcome<Account>> SetAsync(
        Account account,
        EmailAddress address,
        string code,
        ChangeProof proof,
        CancellationToken cancellation
    )
    {
        if (account.Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        var key = pseudonyms.EmailKey(address);
        if (account.Data!.Phone is null && key != account.Key)
        {
            var move = new MoveProof(Contact.Of(address), new GivenCode(EmailClaim.CodeField, code))
            {
                OfEmail = GivenCode.Of(proof.FormerField, proof.FormerCode),
            };
            return (await mover.MoveAsync(account, move, cancellation)).Refused(out var refusal, out var newKey)
                ? refusal
                : await accounts.LoadAsync(newKey, cancellation);
        }

        return (await SetHereAsync(account, new ProvenEmail(address, key, clock.GetUtcNow()), code, proof, cancellation)).Refused(
            out var why,
            out var data
        )
            ? why
            : account with
            {
                Data = data,
            };
    }

    private async Task<Outcome<AccountData>> SetHereAsync(
        Account account,
        ProvenEmail email,
        string code,
        ChangeProof proof,
        CancellationToken cancellation
    )
    {
        var (former, key) = (account.Data!.Email, email.Key);
        if (
            (
                former is not null
                && former.Key != key
                && (await ProveAsync(account, former, proof, cancellation)).Refused(out var refusal, out _)
            )
            || (await CheckAsync(key, code, "emailCode", cancellation)).Refused(out refusal, out var found)
            || (await ClaimAsync(account, found, cancellation)).Refused(out refusal, out var claim)
        )
        {
            return refusal;
        }

        var change = $"{claim.At.ToUnixTimeMilliseconds()}";
        await notices.TellPhoneAsync(account, change, cancellation);
        var isAnother = former is not null && former.Key != key;
        if (isAnother)
        {
            await notices.TellAsync(account, former, change, cancellation);
            await accounts.ReleaseEmailAsync(former!.Key, account.Key, cancellation);
        }

        return await accounts.UpdateAsync(
            account.Key,
            current => current.SetEmail(email, former, isAnother && proof.SmsCode is not null, clock.GetUtcNow()),
            cancellation
        );
    }

    public async Task<Outcome<AccountData>> RemoveAsync(Account account, ChangeProof proof, CancellationToken cancellation)
    {
        if (account.Data!.Email is not { } former)
        {
            return account.Data;
        }

        if (account.Data.Phone is null)
        {
            return new Refusal(RefusalCodes.LastWayIn);
        }

        if ((await ProveAsync(account, former, proof, cancellation)).Refused(out var refusal, out _))
        {
            return refusal;
        }

        var change = $"removed-{former.ProvenAt.ToUnixTimeMilliseconds()}";
        await notices.TellPhoneAsync(account, change, cancellation);
        await notices.TellAsync(account, former, change, cancellation);
        await accounts.ReleaseEmailAsync(former.Key, account.Key, cancellation);
        return await accounts.UpdateAsync(
            account.Key,
            current => current.SetEmail(null, former, proof.SmsCode is not null, clock.GetUtcNow()),
            cancellation
        );
    }

    /// <summary>
    /// A fresh code of the phone, or of the address that goes. The first is spent with the change, the other with the address.
    /// </summary>
    private Task<Outcome<Account>> ProveAsync(Account account, ProvenEmail former, ChangeProof proof, CancellationToken cancellation) =>
        proof switch
        {
            { SmsCode: { } code } => CheckAsync(account.Key, code, PhoneMove.OldCode, cancellation),
            { FormerCode: { } code } => CheckAsync(former.Key, code, proof.FormerField, cancellation),
            _ => Task.FromResult<Outcome<Account>>(Refusal.Invalid(PhoneMove.OldCode, "field.missing")),
        };

    private async Task<Outcome<Account>> CheckAsync(string key, string code, string field, CancellationToken cancellation) =>
        !(await verifier.CheckCodeAsync(key, code, since: null, cancellation)).Refused(out var refusal, out var found) ? found
        : refusal.Code != RefusalCodes.LoginFailed ? refusal
        : field == PhoneMove.OldCode ? PhoneMove.WrongCode(field)
        : EmailClaim.WrongCode(field);

    /// <summary>(1) The code proves the mailbox, so its reader may learn that another account signs in with it.</summary>
    private Task<Outcome<EmailClaim>> ClaimAsync(Account account, Account address, CancellationToken cancellation) =>
        accounts.UpdateAsync<EmailClaim>(
            address.Key,
            async current =>
                current.ClaimFor(
                    account.Key,
                    await accounts.FindOwnerAsync(current, cancellation) is { } owner && owner.Key != account.Key,
                    clock.GetUtcNow()
                ),
            cancellation
        );
}

/// <summary>
/// What shows that the owner wants the change: a code sent to the phone, or one sent to the address that the account has now.
/// </summary>
/// <param name="FormerField">The member of the request that <paramref name="FormerCode"/> stands in.</param>
public sealed record ChangeProof(string? SmsCode, string? FormerCode, string FormerField);
