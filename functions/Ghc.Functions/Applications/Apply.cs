using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Applications;

/// <summary>A first-time user applies: the phone is proven, the identity verified, the holder claimed, the account opened, and a text with the site's address sent.</summary>
public sealed class Apply(
    CredentialVerifier verifier, HolderOwnership registrar, IdentityGuard guard, Consents consents, SmsBudget budget, AccountOpening opening, Pseudonyms pseudonyms, KnownDevices devices,
    Passes passes, Sessions sessions)
{
    [Function(nameof(Apply))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/apply")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(request, ApplicationsJson.Types.ApplyRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var application)
            || (await ProvePhoneAsync(request, application, cancellation)).Refused(out refusal, out var account)
            || (await ClaimAsync(request, account.Key, application, cancellation)).Refused(out refusal, out var holderId)
            || (await opening.OpenAsync(account, application, holderId, LanguageOf(application, request), Device(application, request, account), cancellation))
                .Refused(out refusal, out var opened))
        {
            return Reply.Problem(refusal);
        }

        budget.GiveBack(request);
        devices.Remember(request, account.Key);
        if (opened.Kept is { } kept)
        {
            passes.Give(request, account.Key, holderId, kept);
        }

        var session = sessions.Issue(account.Key, holderId, [], SignInMethod.SmsCode);
        return Reply.Json(new ApplyAnswer(session.Token, session.ExpiresAt, holderId), ApplicationsJson.Types.ApplyAnswer, StatusCodes.Status201Created);
    }

    private static string LanguageOf(Application application, HttpRequest request) => application.Language ?? Languages.Of(request).Name;

    private DeviceOffer? Device(Application application, HttpRequest request, Account account) => application.KeepCode ? passes.DeviceOf(request, account.Key) : null;

    private Task<Outcome<string>> ClaimAsync(HttpRequest request, string phoneKey, Application application, CancellationToken cancellation)
    {
        var asker = new ConsentAsker(phoneKey, application.Phone, application.ConsentCode);
        var claimant = new Claimant(phoneKey) { AskOwner = holder => consents.ObtainAsync(holder, asker, cancellation) };
        return guard.TryAsync(request, phoneKey, application.Claim.Canonical, () => registrar.ClaimAsync(application.Claim, claimant, cancellation), cancellation);
    }

    private async Task<Outcome<Account>> ProvePhoneAsync(HttpRequest request, Application application, CancellationToken cancellation)
    {
        var phoneKey = pseudonyms.PhoneKey(application.Phone);
        if ((await verifier.CheckCodeAsync(phoneKey, application.SmsCode, devices.Since(request, phoneKey), cancellation)).Refused(out var refusal, out var account))
        {
            return refusal.Code == RefusalCodes.LoginFailed ? new Refusal(RefusalCodes.WrongSmsCode) : refusal;
        }

        return account.Data?.HolderId is null ? account : new Refusal(RefusalCodes.AlreadyRegistered);
    }
}
