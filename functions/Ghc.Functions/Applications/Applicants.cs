using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Platform.Encryption;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Applications;

/// <summary>
/// The first and the last step of every application: the phone is proven by its code, and the applicant is signed in on this device.
/// </summary>
public sealed class Applicants(
    CredentialVerifier verifier,
    SmsBudget budget,
    Pseudonyms pseudonyms,
    KnownDevices devices,
    Passes passes,
    Sessions sessions
)
{
    public string KeyOf(Application application) => pseudonyms.PhoneKey(application.Phone);

    /// <summary>The account as the application found it. The code is right and not spent yet.</summary>
    public async Task<Outcome<Account>> ProvePhoneAsync(HttpRequest request, Application application, CancellationToken cancellation)
    {
        var phoneKey = KeyOf(application);
        if (
            (await verifier.CheckCodeAsync(phoneKey, application.SmsCode, devices.Since(request, phoneKey), cancellation)).Refused(
                out var refusal,
                out var account
            )
        )
        {
            return refusal.Code == RefusalCodes.LoginFailed ? new Refusal(RefusalCodes.WrongSmsCode) : refusal;
        }

        return account.Data?.HolderId is null ? account : new Refusal(RefusalCodes.AlreadyRegistered);
    }

    /// <summary>The language of the account.</summary>
    public static string LanguageOf(HttpRequest request, Application application) => application.Language ?? Languages.Of(request).Name;

    /// <summary>Null if the applicant does not want this device to show the code.</summary>
    public DeviceOffer? DeviceOf(HttpRequest request, Application application) =>
        application.KeepCode ? passes.DeviceOf(request, KeyOf(application)) : null;

    /// <summary>Signs the applicant in.</summary>
    /// <param name="kept">The device, if it is to go on showing the code.</param>
    /// <param name="usedCode">Whether the text code was used just now, and not by an earlier call.</param>
    public (string Token, DateTimeOffset ExpiresAt) SignIn(
        HttpRequest request,
        string phoneKey,
        string holderId,
        Device? kept,
        bool usedCode = true
    )
    {
        if (usedCode)
        {
            budget.GiveBack(request);
        }

        devices.Remember(request, phoneKey);
        if (kept is not null)
        {
            passes.Give(request, phoneKey, holderId, kept);
        }

        return sessions.Issue(phoneKey, holderId, [], SignInMethod.SmsCode);
    }
}
