using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SignIn;

/// <summary>
/// Sets or changes the password and ends every other session. The current password is asked for when there is one, unless a traveler just
/// proved the phone by text, or the address by e-mail; staff always need it, or one text message would give away both factors.
/// </summary>
public sealed class SetPassword(
    RequestAuthenticator authenticator,
    CredentialVerifier verifier,
    AccountsTable accounts,
    HoldersTable holders,
    PasswordHasher passwords,
    KnownDevices devices,
    Passes passes,
    TextQueue texts,
    TimeProvider clock
)
{
    [Function(nameof(SetPassword))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/set-password")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, SignInJson.Types.SetPasswordRequest, cancellation)).Refused(out refusal, out var body)
            || Check(body.Password, signedIn.Account).Refused(out refusal, out var password)
            || (await CheckCurrentAsync(signedIn, body.CurrentPassword, cancellation)).Refused(out refusal, out _)
            || (await passwords.HashAsync(password, cancellation)).Refused(out refusal, out var hash)
        )
        {
            return Reply.Problem(refusal);
        }

        var cut = SessionCut.Before(clock.GetUtcNow()) with { Except = signedIn.Session.Id };
        await holders.CutSessionsAsync(signedIn.Account, cut, cancellation);
        await accounts.ChangeDataAsync(signedIn.Account.Key, data => data with { PasswordHash = hash, Sessions = cut }, cancellation);
        var data = signedIn.Account.Data!;
        devices.Remember(request, signedIn.Account.Key, data.Email);
        await passes.EndOthersAsync(request, signedIn.Account, keepThis: true, cancellation);
        var (isByText, language) = (signedIn.Account.NoticesTo?.Email is null, Languages.OfTag(data.Language));
        await texts.TellAsync(
            $"password-set|{signedIn.Account.Key}|{cut.At.ToUnixTimeMilliseconds()}",
            signedIn.Account,
            isByText ? Texts.Get("sms.password-set", language) : Texts.Get("email.password-set", language),
            cancellation
        );
        return Reply.NoContent();
    }

    private static Outcome<string> Check(string? password, Account account)
    {
        if (password is null)
        {
            return Refusal.Invalid("password", "field.missing");
        }

        var unmet = PasswordStrength.Unmet(password, account);
        return unmet.Count == 0 ? password : new Refusal(RefusalCodes.WeakPassword) { Unmet = unmet };
    }

    private async Task<Outcome<Account>> CheckCurrentAsync(SignedIn signedIn, string? current, CancellationToken cancellation)
    {
        var (session, account) = signedIn;
        var needed =
            account.Data?.PasswordHash is not null
            && (session.Method is not (SignInMethod.SmsCode or SignInMethod.EmailCode) || account.Roles.Count > 0);
        return (needed, current) switch
        {
            (true, null) => Refusal.Invalid("currentPassword", "password.current-needed"),
            (_, { Length: > 200 }) => Refusal.OutOfRange("currentPassword", "text-length", 1, 200),
            (_, not null) when account.Data?.PasswordHash is not null => await verifier.CheckPasswordAsync(
                account.Key,
                current,
                cancellation
            ),
            _ => account,
        };
    }
}
