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
/// Signs in by text message, e-mail or password; staff show text and password, since one factor makes only a traveler's session. The device
/// may show the codes of the account from then on without signing in, unless its owner does not want it to.
/// </summary>
public sealed class Login(
    CredentialVerifier verifier,
    SignInBudget budget,
    SmsBudget texts,
    AccountMover mover,
    TextQueue outbox,
    Pseudonyms pseudonyms,
    KnownDevices devices,
    Passes passes,
    Sessions sessions,
    TimeProvider clock
)
{
    [Function(nameof(Login))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/login")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await JsonBody.ReadAsync(request, SignInJson.Types.LoginRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var form)
        )
        {
            return Reply.Problem(refusal);
        }

        // Whose the address is shows later; a pass of another account is not among the devices of that one, and then this is a new device.
        var key = form.Email is null ? pseudonyms.PhoneKey(form.Phone!) : pseudonyms.EmailKey(form.Email);
        var device = form.KeepCode ? passes.DeviceOf(request, form.Email is null ? key : passes.Read(request)?.PhoneKey ?? "") : null;
        var factors = form.Factors with { Since = devices.Since(request, key), Device = device };
        if (
            (await SignInAsync(request, key, form.Email is not null, factors, cancellation)).Refused(out refusal, out var proven)
            || (await mover.SettleAsync(proven, cancellation)).Refused(out refusal, out var account)
        )
        {
            return Reply.Problem(refusal);
        }

        var method = body.MethodFor(code => verifier.IsAssisted(account, code));
        await TellOfNewDeviceAsync(request, account, method, cancellation);
        devices.Remember(request, account.Key, account.Data?.Email);
        passes.GiveOrTakeBack(request, account, device?.In(proven.SignIn));
        var session = sessions.Issue(account.Key, account.Data?.HolderId, RolesFor(account, method), method);
        return Reply.Json(new LoginAnswer(session.Token, session.ExpiresAt, RolesFor(account, method)), SignInJson.Types.LoginAnswer);
    }

    private async Task<Outcome<Account>> SignInAsync(
        HttpRequest request,
        string key,
        bool byEmail,
        Factors factors,
        CancellationToken cancellation
    )
    {
        if (factors.Password is not null && budget.CheckPassword(request).Refused(out var tooMany, out _))
        {
            return tooMany;
        }

        var signIn = await (
            byEmail ? verifier.SignInByEmailAsync(key, factors, cancellation) : verifier.SignInAsync(key, factors, cancellation)
        );
        if (signIn.Refused(out var refusal, out var account))
        {
            var isGuess = factors.Password is not null && refusal.Code == RefusalCodes.LoginFailed;
            return isGuess && (await budget.CountWrongPasswordAsync(request, cancellation)).Refused(out tooMany, out _) ? tooMany : refusal;
        }

        if (factors.Code is not null)
        {
            texts.GiveBack(request);
        }

        return account;
    }

    /// <summary>A password alone may be stolen. A sign-in by text was announced by the text.</summary>
    private async Task TellOfNewDeviceAsync(HttpRequest request, Account account, SignInMethod method, CancellationToken cancellation)
    {
        var isKnown = KnownDevices.IsKnown(devices.Since(request, account.Key), account);
        if (method == SignInMethod.Password && account.Data is { } data && !isKnown)
        {
            var language = Languages.OfTag(data.Language);
            await outbox.TellAsync(
                $"new-device|{account.Key}|{ChinaTime.DayOf(clock.GetUtcNow()):yyyyMMdd}",
                account,
                account.NoticesTo?.Email is null ? Texts.Get("sms.new-device", language) : Texts.Get("email.new-device", language),
                cancellation
            );
        }
    }

    private static string[] RolesFor(Account account, SignInMethod method) =>
        method.IsBothFactors() ? [.. account.Roles.Select(role => role.Name).Distinct().Order(StringComparer.Ordinal)] : [];
}
