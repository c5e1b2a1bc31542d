using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Credentials;

/// <summary>Who wants to show a document that another account shows. <paramref name="Code"/>: what its owner handed over; null before anything was asked.</summary>
public sealed record ConsentAsker(string PhoneKey, PhoneNumber Phone, string? Code);

/// <summary>
/// A document in use changes hands only with the consent of its present account: a code goes to that account's phone, and counts for the phone that asked and this document
/// alone. It is not spent, so that an application that ended halfway can be repeated; it is over after its minutes (docs/adr/0019).
/// </summary>
public sealed class Consents(AccountsTable accounts, SmsCodes codes, TextQueue texts, IOptions<SignInLimits> limits, TimeProvider clock)
{
    /// <summary>Null if the owner consents.</summary>
    public async Task<Refusal?> ObtainAsync(Holder holder, ConsentAsker asker, CancellationToken cancellation)
    {
        var ownerKey = holder.Status!.Owner!.PhoneKey;
        var subject = $"{asker.PhoneKey}|{holder.Key}";
        return asker.Code is null
            ? await AskAsync(ownerKey, subject, holder.Status.Name?.Masked ?? "", asker.Phone, cancellation)
            : await CheckAsync(ownerKey, subject, asker.Code, cancellation);
    }

    private async Task<Refusal> AskAsync(string ownerKey, string subject, string name, PhoneNumber by, CancellationToken cancellation)
    {
        var code = SmsCodes.New();
        var answer = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var owner = await accounts.LoadAsync(ownerKey, cancellation);
                if (owner.Data is null)
                {
                    return new Answer(new Refusal(RefusalCodes.AlreadyRegistered));
                }

                var now = clock.GetUtcNow();
                var before = owner.SignIn.Consent;
                if (ConsentRequest.Ask(before, subject, by, codes.Hash($"{ownerKey}|{subject}", code), limits.Value, now).Refused(out var tooMany, out var asked))
                {
                    // Whoever asks again has a code on the way already.
                    return new Answer(before!.LiveHash(subject, now) is null ? tooMany : new Refusal(RefusalCodes.ConsentRequired));
                }

                return await accounts.TryWriteSignInAsync(owner, owner.SignIn with { Consent = asked }, cancellation)
                    ? new Answer(new Refusal(RefusalCodes.ConsentRequired)) { Owner = owner.Data }
                    : null;
            },
            cancellation);
        if (answer.Owner is { } told)
        {
            await texts.SendAsync(
                $"consent|{Guid.CreateVersion7():N}",
                told.Phone,
                Texts.Get("sms.consent", Languages.OfTag(told.Language), by.Masked, name, code, (int)limits.Value.CodeLifetime.TotalMinutes),
                cancellation);
        }

        return answer.Refusal!;
    }

    private async Task<Refusal?> CheckAsync(string ownerKey, string subject, string code, CancellationToken cancellation) =>
        (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var owner = await accounts.LoadSignInAsync(ownerKey, cancellation);
                var now = clock.GetUtcNow();
                if (owner.SignIn.Consent is not { } asked || asked.For != subject)
                {
                    return new Answer(WrongCode);
                }

                if (asked.Tries.Locked(now) is { } locked)
                {
                    return new Answer(locked);
                }

                if (codes.Matches($"{ownerKey}|{subject}", code, asked.LiveHash(subject, now)))
                {
                    return new Answer(null);
                }

                var counted = owner.SignIn with { Consent = asked with { Tries = asked.Tries.Failed(limits.Value, now) } };
                return await accounts.TryWriteSignInAsync(owner, counted, cancellation) ? new Answer(WrongCode) : null;
            },
            cancellation)).Refusal;

    private static Refusal WrongCode => new(RefusalCodes.WrongSmsCode) { Errors = [new FieldError("consentCode", "code.wrong")] };

    private sealed record Answer(Refusal? Refusal)
    {
        /// <summary>To be told the code.</summary>
        public AccountData? Owner { get; init; }
    }
}
