using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Accounts;
using Ghc.Functions.Credentials;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SignIn;

/// <summary>
/// Signs in by text message or password; staff show both, since one factor makes only a traveler's session. The device may show the codes of the account from then on without
/// signing in, unless its owner does not want it to.
/// </summary>
public sealed class Login(
    CredentialVerifier verifier, SignInBudget budget, SmsBudget texts, PhoneMover mover, TextQueue outbox, Pseudonyms pseudonyms,
    KnownDevices devices, Passes passes, Sessions sessions, TimeProvider clock)
{
    [Function(nameof(Login))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/login")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(request, SignInJson.Types.LoginRequest, cancellation)).Refused(out var refusal, out var body)
            || PhoneKeyOf(body).Refused(out refusal, out var phoneKey)
            || (await SignInAsync(request, phoneKey, body, cancellation)).Refused(out refusal, out var proven)
            || (await mover.SettleAsync(proven.Account, cancellation)).Refused(out refusal, out var account))
        {
            return Reply.Problem(refusal);
        }

        var method = body switch
        {
            { SmsCode: not null, Password: not null } => SignInMethod.Both,
            { Password: not null } => SignInMethod.Password,
            { SmsCode: { } code } when verifier.IsAssisted(account, code) => SignInMethod.Assisted,
            _ => SignInMethod.SmsCode,
        };
        await TellOfNewDeviceAsync(request, account, method, cancellation);
        devices.Remember(request, phoneKey);
        passes.GiveOrTakeBack(request, account, proven.Device?.In(proven.Account.SignIn));
        var session = sessions.Issue(phoneKey, account.Data?.HolderId, RolesFor(account, method), method);
        return Reply.Json(new LoginAnswer(session.Token, session.ExpiresAt, RolesFor(account, method)), SignInJson.Types.LoginAnswer);
    }

    private async Task<Outcome<Proven>> SignInAsync(HttpRequest request, string phoneKey, LoginRequest body, CancellationToken cancellation)
    {
        if (body.Password is not null && budget.CheckPassword(request).Refused(out var tooMany, out _))
        {
            return tooMany;
        }

        var device = body.KeepCode == false ? null : passes.DeviceOf(request, phoneKey);
        var factors = new Factors(body.SmsCode, body.Password) { Since = devices.Since(request, phoneKey), IdNumber = body.IdNumber, Device = device };
        var signIn = await verifier.SignInAsync(phoneKey, factors, cancellation);
        if (signIn.Refused(out var refusal, out var account))
        {
            var isGuess = body.Password is not null && refusal.Code == RefusalCodes.LoginFailed;
            return isGuess && (await budget.CountWrongPasswordAsync(request, cancellation)).Refused(out tooMany, out _) ? tooMany : refusal;
        }

        if (body.SmsCode is not null)
        {
            texts.GiveBack(request);
        }

        return new Proven(account, device);
    }

    /// <summary>Whoever knows the password alone may have stolen it. A sign-in by text was announced by the text.</summary>
    private async Task TellOfNewDeviceAsync(HttpRequest request, Account account, SignInMethod method, CancellationToken cancellation)
    {
        if (method == SignInMethod.Password && account.Data is { } data && !KnownDevices.IsKnown(devices.Since(request, account.Key), account))
        {
            await outbox.SendAsync(
                $"new-device|{account.Key}|{ChinaTime.DayOf(clock.GetUtcNow()):yyyyMMdd}", data.Phone, Texts.Get("sms.new-device", Languages.OfTag(data.Language)), cancellation);
        }
    }

    private Outcome<string> PhoneKeyOf(LoginRequest body)
    {
        var form = new Form();
        var phone = form.Take("", PhoneBody.Parse(body.Phone));
        form.Require(body.SmsCode is not null || body.Password is not null, "smsCode", "login.factor-missing");
        form.Require(body.SmsCode is not { Length: > 32 }, "smsCode", "field.too-long");
        form.Require(body.Password is not { Length: > 200 }, "password", "field.too-long");
        form.Require(body.IdNumber is not { Length: > 64 }, "idNumber", "field.too-long");
        return form.Refusal is { } refusal ? refusal : pseudonyms.PhoneKey(phone);
    }

    private static string[] RolesFor(Account account, SignInMethod method) =>
        method == SignInMethod.Both ? [.. account.Roles.Select(role => role.Name).Distinct().Order(StringComparer.Ordinal)] : [];

    private sealed record Proven(Account Account, DeviceOffer? Device);
}
