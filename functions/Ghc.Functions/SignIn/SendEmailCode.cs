using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Texting;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>
/// Sends a code to any e-mail address, as <see cref="SendSmsCode"/> does to any phone. Whether the address has an account is never looked
/// at.
/// </summary>
public sealed class SendEmailCode(
    AccountsTable accounts,
    Pseudonyms pseudonyms,
    SmsCodes codes,
    SmsBudget budget,
    KnownDevices devices,
    TextQueue texts,
    IOptions<SignInLimits> limits,
    IOptions<EmailOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(SendEmailCode))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/email-codes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (!options.Value.IsOffered)
        {
            return Reply.Problem(new Refusal(RefusalCodes.EmailNotOffered));
        }

        if (
            (await JsonBody.ReadAsync(request, SignInJson.Types.SendEmailCodeRequest, cancellation)).Refused(out var refusal, out var body)
            || Parse(body).Refused(out refusal, out var address)
        )
        {
            return Reply.Problem(refusal);
        }

        var (key, code, now) = (pseudonyms.EmailKey(address), SmsCodes.New(), clock.GetUtcNow());
        var known = devices.Since(request, key) is not null;
        if (
            (await budget.TakeEmailAsync(request, known, cancellation)).Refused(out refusal, out _)
            || (
                await accounts.UpdateSignInAsync<(SignInState SignIn, bool Failed)>(
                    key,
                    before =>
                        before.SendCode(codes.Hash(key, code), known, limits.Value, now).Refused(out var tooSoon, out var signIn)
                            ? tooSoon
                            : Decision.Write(signIn, (signIn, before.TextFailedBefore(limits.Value, now))),
                    cancellation
                )
            ).Refused(out refusal, out var sent)
        )
        {
            return Reply.Problem(refusal);
        }

        var language = Languages.Of(request);
        await texts.SendAsync(
            $"code|{Guid.CreateVersion7():N}",
            address,
            Texts.Get("email.code", language, code, (int)limits.Value.CodeLifetime.TotalMinutes),
            language,
            cancellation
        );
        return Reply.Json(
            new SendSmsCodeAnswer(
                sent.SignIn.CodeExpiresAt,
                (int)limits.Value.ResendAfter.TotalSeconds,
                sent.Failed ? true : null,
                sent.Failed ? Texts.Get("advice.email-failed", language) : null
            ),
            SignInJson.Types.SendSmsCodeAnswer,
            StatusCodes.Status202Accepted
        );
    }

    private static Outcome<EmailAddress> Parse(SendEmailCodeRequest body)
    {
        var parsed = EmailAddress.Parse(body.Email);
        return parsed.Refused(out var refusal, out var address) ? refusal.Below("email") : address;
    }
}
