using System.Security.Cryptography;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Applications;

/// <summary>Opens the account of an applicant whose phone or e-mail address is proven and whose holder is claimed.</summary>
public sealed class AccountOpening(AccountsTable accounts, TextQueue texts, IOptions<SiteOptions> site, TimeProvider clock)
{
    /// <summary>
    /// Spends the code and opens the account in one transaction, which claims the address where there is no phone. The text goes into its
    /// queue before: it has one id for one code, so it is sent once however often this is tried, and no crash can leave an account whose
    /// owner was never told.
    /// </summary>
    public async Task<Outcome<Opening>> OpenAsync(
        Account account,
        Application application,
        string holderId,
        Newcomers newcomers,
        string language,
        DeviceOffer? device,
        CancellationToken cancellation
    )
    {
        var applicationId = newcomers.ApplicationId ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8));
        var (isByEmail, tongue) = (application.Contact.Email is not null, Languages.OfTag(language));
        await texts.SendAsync(
            $"welcome|{account.Key}|{account.SignIn.CodeExpiresAt.ToUnixTimeMilliseconds()}",
            application.Contact,
            isByEmail ? Texts.Get("email.welcome", tongue, site.Value.Url) : Texts.Get("sms.welcome", tongue, site.Value.Url),
            tongue,
            cancellation
        );

        return await accounts.UpdateAsync<Opening>(
            account,
            current =>
            {
                var (data, signIn, now) = (current.Data, current.SignIn, clock.GetUtcNow());
                var opening = new Opening(device?.In(signIn));

                // The code was right when the application came; another call may have spent it since.
                return data?.ApplicationId == applicationId ? opening
                    : data?.HolderId is not null ? new Refusal(RefusalCodes.AlreadyRegistered)
                    : signIn.CodeHash is null ? new Refusal(isByEmail ? RefusalCodes.WrongEmailCode : RefusalCodes.WrongSmsCode)
                    : isByEmail && current.WhyNotFor(current.Key, isTaken: false, now) is { } claimed ? claimed
                    : !newcomers.FitInto(current) ? new Refusal(RefusalCodes.TooManyCompanions)
                    : Decision.Write(
                        new AccountChange
                        {
                            Data = (data ?? AccountData.Open(application.Contact, current.Key, language, now)) with
                            {
                                HolderId = holderId,
                                ApplicationId = applicationId,
                            },
                            SignIn = opening.Kept is { } kept
                                ? signIn.CodeSpent().SignedIn(now).OnDevice(kept)
                                : signIn.CodeSpent().SignedIn(now),
                            Claim = isByEmail ? new EmailClaim(current.Key, now) : null,
                            AddHolders = new Dictionary<string, AccountHolder>(newcomers.Companions)
                            {
                                [holderId] = new(application.Claim.Document, application.Claim.Name, AccountHolder.Self, now),
                            },
                        },
                        opening
                    );
            },
            cancellation
        );
    }
}

/// <summary>Companions who come into the account in the transaction that opens it.</summary>
/// <param name="ApplicationId">Recognizes the same request when it is sent again; null if it cannot be recognized.</param>
/// <param name="Most">The most companions of one account.</param>
public sealed record Newcomers(string? ApplicationId, IReadOnlyDictionary<string, AccountHolder> Companions, int Most)
{
    public static readonly Newcomers None = new(null, new Dictionary<string, AccountHolder>(), 0);

    public bool FitInto(Account account) => FamilyRule.ThatFit(account, Companions.Keys, Most).Count == Companions.Count;
}

/// <param name="Kept">The device, if it is to go on showing the code.</param>
public sealed record Opening(Device? Kept);
