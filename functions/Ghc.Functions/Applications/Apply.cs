using System.Security.Cryptography;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Ghc.Platform.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Applications;

/// <summary>A first-time user applies: the phone is proven, the identity verified, the holder claimed, the account opened, and a text with the site's address sent.</summary>
public sealed class Apply(
    CredentialVerifier verifier, HolderOwnership registrar, IdentityGuard guard, Consents consents, SmsBudget budget, AccountsTable accounts, Pseudonyms pseudonyms,
    KnownDevices devices, Passes passes, Sessions sessions, TextQueue texts, IOptions<SiteOptions> site, TimeProvider clock)
{
    [Function(nameof(Apply))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/apply")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await JsonBody.ReadAsync(request, ApplicationsJson.Types.ApplyRequest, cancellation)).Refused(out var refusal, out var body)
            || body.Parse().Refused(out refusal, out var application)
            || (await ProvePhoneAsync(request, application, cancellation)).Refused(out refusal, out var account)
            || (await ClaimAsync(request, account.Key, application, cancellation)).Refused(out refusal, out var holderId)
            || (await OpenAccountAsync(account, application, holderId, request, cancellation)).Refused(out refusal, out var opening))
        {
            return Reply.Problem(refusal);
        }

        budget.GiveBack(request);
        devices.Remember(request, account.Key);
        if (opening.Kept is { } kept)
        {
            passes.Give(request, account.Key, holderId, kept);
        }

        var session = sessions.Issue(account.Key, holderId, [], SignInMethod.SmsCode);
        return Reply.Json(new ApplyAnswer(session.Token, session.ExpiresAt, holderId), ApplicationsJson.Types.ApplyAnswer, StatusCodes.Status201Created);
    }

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

    /// <summary>
    /// Spends the code and opens the account in one transaction. The text goes into its queue before: it has one id for one code, so it is sent once
    /// however often this is tried, and no crash can leave an account whose owner was never told.
    /// </summary>
    private async Task<Outcome<Opening>> OpenAccountAsync(
        Account account, Application application, string holderId, HttpRequest request, CancellationToken cancellation)
    {
        var applicationId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var language = application.Language ?? Languages.Of(request).Name;
        var device = application.KeepCode ? passes.DeviceOf(request, account.Key) : null;
        await texts.SendAsync(
            $"welcome|{account.Key}|{account.SignIn.CodeExpiresAt.ToUnixTimeMilliseconds()}",
            application.Phone,
            Texts.Get("sms.welcome", Languages.OfTag(language), site.Value.Url),
            cancellation);

        return (await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var now = clock.GetUtcNow();
                var data = account.Data ?? AccountData.Open(application.Phone, language, now);
                var committed = await accounts.TryCommitAsync(
                    account,
                    new AccountChange
                    {
                        Data = data with { HolderId = holderId, ApplicationId = applicationId },
                        SignIn = device is null ? account.SignIn.CodeSpent().SignedIn(now) : account.SignIn.CodeSpent().SignedIn(now).OnDevice(device.In(account.SignIn)),
                        AddHolders = new Dictionary<string, AccountHolder>
                        {
                            [holderId] = new(application.Claim.Document, application.Claim.Name, AccountHolder.Self, now),
                        },
                    },
                    cancellation);
                if (committed)
                {
                    return new Opened(new Opening(device?.In(account.SignIn)));
                }

                account = await accounts.LoadAsync(account.Key, cancellation);
                return account.Data?.ApplicationId == applicationId ? new Opened(new Opening(device?.In(account.SignIn)))
                    : account.Data?.HolderId is not null ? new Opened(new Refusal(RefusalCodes.AlreadyRegistered))
                    : account.SignIn.LiveCodeHash(now) is null ? new Opened(new Refusal(RefusalCodes.WrongSmsCode))
                    : null;
            },
            cancellation)).Outcome;
    }

    private sealed record Opened(Outcome<Opening> Outcome);

    /// <param name="Kept">The device, if it is to go on showing the code.</param>
    private sealed record Opening(Device? Kept);
}
