using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.SignIn;

/// <summary>Sends a code to any phone. Whether the phone is known is never looked at, so answer and timing cannot tell.</summary>
public sealed class SendSmsCode(
    AccountsTable accounts,
    Pseudonyms pseudonyms,
    SmsCodes codes,
    SmsBudget budget,
    KnownDevices devices,
    TextQueue texts,
    IOptions<SignInLimits> limits,
    IOptions<SiteOptions> site,
    TimeProvider clock
)
{
    [Function(nameof(SendSmsCode))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sms-codes")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, SignInJson.Types.SendSmsCodeRequest, cancellation)).Refused(out var refusal, out var body)
            || PhoneBody.Parse(body.Phone).Refused(out refusal, out var phone)
            || (await budget.TakeAsync(request, phone, IsKnown(request, phone), cancellation)).Refused(out refusal, out _)
        )
        {
            return Reply.Problem(refusal);
        }

        var phoneKey = pseudonyms.PhoneKey(phone);
        var known = IsKnown(request, phone);
        var code = SmsCodes.New();
        var sending = await accounts.UpdateSignInAsync<(SignInState SignIn, bool TextFailed)>(
            phoneKey,
            before =>
                before.SendCode(codes.Hash(phoneKey, code), known, limits.Value, clock.GetUtcNow()).Refused(out var tooSoon, out var signIn)
                    ? tooSoon
                    : Decision.Write(signIn, (signIn, before.TextFailedBefore(limits.Value, clock.GetUtcNow()))),
            cancellation
        );
        if (sending.Refused(out refusal, out var sent))
        {
            return Reply.Problem(refusal);
        }

        var minutes = (int)limits.Value.CodeLifetime.TotalMinutes;
        await texts.SendAsync(
            $"code|{Guid.CreateVersion7():N}",
            phone,
            SmsCodes.Text(code, minutes, site.Value.Url, Languages.Of(request)),
            cancellation
        );
        return Reply.Json(
            new SendSmsCodeAnswer(
                sent.SignIn.CodeExpiresAt,
                (int)limits.Value.ResendAfter.TotalSeconds,
                sent.TextFailed ? true : null,
                sent.TextFailed ? Texts.Get("advice.text-failed", Languages.Of(request)) : null
            ),
            SignInJson.Types.SendSmsCodeAnswer,
            StatusCodes.Status202Accepted
        );
    }

    private bool IsKnown(HttpRequest request, PhoneNumber phone) => devices.Since(request, pseudonyms.PhoneKey(phone)) is not null;
}
