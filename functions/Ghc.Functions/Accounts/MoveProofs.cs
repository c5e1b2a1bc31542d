using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;

namespace Ghc.Functions.Accounts;

/// <summary>
/// Checks both codes of a move, before anything is told about the new phone or address. A move that is marked has shown the old one
/// already, and spent it. Where only the phone goes, the code of the address that stays is enough. A code of an address beside a phone is
/// spent here; every other one with what it allows.
/// </summary>
public sealed class MoveProofs(AccountsTable accounts, CredentialVerifier verifier, TimeProvider clock)
{
    /// <summary>The new phone or address as it was read; its code is right and not spent yet.</summary>
    public async Task<Outcome<Account>> CheckAsync(Account old, string newKey, MoveProof proof, CancellationToken cancellation)
    {
        var stays = old.Data?.Email?.Key == newKey;
        var isShown = stays || old.Data?.Moving?.To == newKey;
        if (!isShown && (await CheckOldAsync(old, proof, cancellation)).Refused(out var refusal, out _))
        {
            return refusal;
        }

        if ((await CheckAsync(newKey, proof.Code, since: null, cancellation)).Refused(out refusal, out var target))
        {
            return refusal;
        }

        if (await IsTakenAsync(old, target, cancellation))
        {
            return new Refusal(proof.To.Email is null ? RefusalCodes.AlreadyRegistered : RefusalCodes.EmailTaken);
        }

        return
            !isShown
            && old.Data?.Phone is not null
            && proof.OfEmail is { } code
            && (await verifier.SpendEmailCodeAsync(old.Data.Email!.Key, code.Field, cancellation)).Refused(out refusal, out _)
            ? refusal
            : target;
    }

    private Task<Outcome<Account>> CheckOldAsync(Account old, MoveProof proof, CancellationToken cancellation) =>
        (old.Data, proof) switch
        {
            ({ Email: null }, { OfEmail: { } code }) => Refused(EmailClaim.WrongCode(code.Field)),
            ({ Email: { } email }, { OfEmail: { } code }) => CheckAsync(email.Key, code, clock.GetUtcNow(), cancellation),
            ({ Phone: not null }, { OfPhone: { } code }) => CheckAsync(old.Key, code, clock.GetUtcNow(), cancellation),
            _ => Refused(Refusal.Invalid(proof.To.Email is null ? PhoneMove.EmailCode : "formerEmailCode", "field.missing")),
        };

    private async Task<Outcome<Account>> CheckAsync(string key, GivenCode code, DateTimeOffset? since, CancellationToken cancellation) =>
        !(await verifier.CheckCodeAsync(key, code.Text, since, cancellation)).Refused(out var refusal, out var found) ? found
        : refusal.Code != RefusalCodes.LoginFailed ? refusal
        : code.Field is PhoneMove.OldCode or PhoneMove.NewCode ? PhoneMove.WrongCode(code.Field)
        : EmailClaim.WrongCode(code.Field);

    /// <summary>The code proves the phone or mailbox, so its reader may learn that another account has it.</summary>
    private async Task<bool> IsTakenAsync(Account old, Account target, CancellationToken cancellation) =>
        target.Data is not null
        || (target.Claim is not null && await accounts.FindOwnerAsync(target, cancellation) is { } owner && owner.Key != old.Key);

    private static Task<Outcome<Account>> Refused(Refusal refusal) => Task.FromResult<Outcome<Account>>(refusal);
}
