using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Applications;

/// <summary>
/// The first and the last step of every application: the phone or e-mail address is proven by its code, and the applicant is signed in on
/// this device.
/// </summary>
public sealed class Applicants(
    CredentialVerifier verifier,
    AccountsTable accounts,
    SmsBudget budget,
    Pseudonyms pseudonyms,
    KnownDevices devices,
    Passes passes,
    Sessions sessions,
    IOptions<EmailOptions> email
)
{
    public string KeyOf(Application application) => pseudonyms.ContactKey(application.Contact);

    /// <summary>The account as the application found it. The code is right and not spent yet.</summary>
    public async Task<Outcome<Account>> ProveAsync(HttpRequest request, Application application, CancellationToken cancellation)
    {
        var (key, byEmail) = (KeyOf(application), application.Contact.Email is not null);
        if (
            (await verifier.CheckCodeAsync(key, application.Code, devices.Since(request, key), cancellation)).Refused(
                out var refusal,
                out var account
            )
        )
        {
            return refusal.Code != RefusalCodes.LoginFailed ? refusal
                : !byEmail ? new Refusal(RefusalCodes.WrongSmsCode)
                : email.Value.PhoneOptional ? new Refusal(RefusalCodes.WrongEmailCode)
                : PhoneNeeded;
        }

        // An account that was opened while addresses were enough stays; it may have lost its document to another account since.
        return byEmail && account.Data is null && !email.Value.PhoneOptional ? PhoneNeeded
            : account.Data?.HolderId is not null || (byEmail && await IsTakenAsync(account, cancellation))
                ? new Refusal(RefusalCodes.AlreadyRegistered)
            : account;
    }

    private static Refusal PhoneNeeded => Refusal.Invalid("phone", "phone.needed");

    /// <summary>Whether the address is that of an account with a phone.</summary>
    private async Task<bool> IsTakenAsync(Account address, CancellationToken cancellation) =>
        await accounts.FindOwnerAsync(address, cancellation) is { } owner && owner.Key != address.Key;

    /// <summary>The language of the account.</summary>
    public static string LanguageOf(HttpRequest request, Application application) => application.Language ?? Languages.Of(request).Name;

    /// <summary>Null if the applicant does not want this device to show the code.</summary>
    public DeviceOffer? DeviceOf(HttpRequest request, Application application) =>
        application.KeepCode ? passes.DeviceOf(request, KeyOf(application)) : null;

    /// <summary>Signs the applicant in.</summary>
    /// <param name="kept">The device, if it is to go on showing the code.</param>
    /// <param name="usedCode">Whether the code was used just now, and not by an earlier call.</param>
    public (string Token, DateTimeOffset ExpiresAt) SignIn(
        HttpRequest request,
        string key,
        Application application,
        string holderId,
        Device? kept,
        bool usedCode = true
    )
    {
        if (usedCode)
        {
            budget.GiveBack(request);
        }

        devices.Remember(request, key);
        if (kept is not null)
        {
            passes.Give(request, key, holderId, kept);
        }

        return sessions.Issue(key, holderId, [], application.Contact.Email is null ? SignInMethod.SmsCode : SignInMethod.EmailCode);
    }
}
