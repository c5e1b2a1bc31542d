using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>
/// Who wants to show a document that another account shows. <paramref name="Code"/>: what its owner handed over; null before anything was
/// asked.
/// </summary>
public sealed record ConsentAsker(string PhoneKey, Contact Contact, string? Code);

/// <summary>
/// A document in use changes hands only with the consent of its present account: a code goes to where that account's owner reads, and
/// counts for the phone or address that asked and this document alone. The code is not spent, so that an application that ended halfway
/// can be repeated; it counts for its minutes (docs/adr/0019).
/// </summary>
public sealed class Consents(AccountsTable accounts, SmsCodes codes, TextQueue texts, IOptions<SignInLimits> limits, TimeProvider clock)
{
    /// <summary>Null if the owner consents.</summary>
    public async Task<Refusal?> ObtainAsync(Holder holder, ConsentAsker asker, CancellationToken cancellation)
    {
        var ownerKey = holder.Status!.Owner!.PhoneKey;
        var subject = $"{asker.PhoneKey}|{holder.Key}";
        return asker.Code is null
            ? await AskAsync(ownerKey, subject, holder.Status.Name?.Masked ?? "", asker.Contact, cancellation)
            : await CheckAsync(ownerKey, subject, asker.Code, cancellation);
    }

    private async Task<Refusal> AskAsync(string ownerKey, string subject, string name, Contact by, CancellationToken cancellation)
    {
        var code = SmsCodes.New();
        var asked = await accounts.UpdateAsync<Account>(
            ownerKey,
            owner =>
            {
                var (now, before) = (clock.GetUtcNow(), owner.SignIn.Consent);
                return owner.Data is null ? new Refusal(RefusalCodes.AlreadyRegistered)
                    : !ConsentRequest
                        .Ask(before, subject, by, codes.Hash($"{ownerKey}|{subject}", code), limits.Value, now)
                        .Refused(out var tooMany, out var request)
                        ? Decision.Write(new AccountChange { SignIn = owner.SignIn with { Consent = request } }, owner)
                    // A code is already on its way to somebody who asks again.
                    : before!.LiveHash(subject, now) is null ? tooMany
                    : new Refusal(RefusalCodes.ConsentRequired);
            },
            cancellation
        );
        if (asked.Refused(out var refusal, out var told))
        {
            return refusal;
        }

        await texts.TellAsync(
            $"consent|{Guid.CreateVersion7():N}",
            told,
            Texts.Get(
                "sms.consent",
                Languages.OfTag(told.Data!.Language),
                by.Masked,
                name,
                code,
                (int)limits.Value.CodeLifetime.TotalMinutes
            ),
            cancellation
        );
        return new Refusal(RefusalCodes.ConsentRequired);
    }

    private async Task<Refusal?> CheckAsync(string ownerKey, string subject, string code, CancellationToken cancellation)
    {
        var checkedCode = await accounts.UpdateSignInAsync(
            ownerKey,
            signIn =>
                ConsentRequest.Check(
                    signIn,
                    subject,
                    hash => codes.Matches($"{ownerKey}|{subject}", code, hash),
                    limits.Value,
                    clock.GetUtcNow()
                ),
            cancellation
        );
        return checkedCode.Refused(out var refusal, out _) ? refusal : null;
    }
}
