using System.Security.Cryptography;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Applications;

/// <summary>Opens the account of an applicant whose phone is proven and whose holder is claimed.</summary>
public sealed class AccountOpening(AccountsTable accounts, TextQueue texts, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>
    /// Spends the code and opens the account in one transaction. The text goes into its queue before: it has one id for one code, so it is sent once
    /// however often this is tried, and no crash can leave an account whose owner was never told.
    /// </summary>
    public async Task<Outcome<Opening>> OpenAsync(
        Account account, Application application, string holderId, string language, DeviceOffer? device, CancellationToken cancellation)
    {
        var applicationId = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
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
}

/// <param name="Kept">The device, if it is to go on showing the code.</param>
public sealed record Opening(Device? Kept);
