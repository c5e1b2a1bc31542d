using Ghc.Domain.Accounts;
using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Holders;

/// <summary>
/// Frees a holder from the account that shows it. The owner of the document can apply for it anew; what is known of the document stays, and
/// paper codes of the former account end. Every step may be repeated, and the claim goes last, so that a call that ended halfway is
/// finished by the next.
/// </summary>
public sealed class HolderRelease(
    HoldersTable holders,
    AccountsTable accounts,
    Handover handover,
    RecomputeQueue recompute,
    TextQueue texts,
    TimeProvider clock
)
{
    /// <summary>False if nobody shows the holder.</summary>
    public async Task<bool> ReleaseAsync(string holderId, CancellationToken cancellation)
    {
        if (await holders.FindStatusAsync(holderId, cancellation) is not { Status.Owner: { } owner } found)
        {
            return false;
        }

        await TellAskerAsync(found.Key, owner, cancellation);
        await handover.LeaveAsync(found.Key, new FormerOwner(owner.PhoneKey, owner.ClaimedAt), cancellation);
        await holders.ReleaseAsync(found.Key, owner.PhoneKey, cancellation);
        await recompute.SendAsync(found.Key, "release", cancellation);
        return true;
    }

    /// <summary>Frees everything that the account shows, and tells nobody: its number belongs to somebody else by now.</summary>
    public async Task ReleaseAllAsync(Account account, CancellationToken cancellation)
    {
        foreach (var holderId in account.Holders.Keys)
        {
            await holders.ReleaseAsync(holderId, account.Key, cancellation);
            await recompute.SendAsync(holderId, "release", cancellation);
        }
    }

    /// <summary>The phone or address that asked for this holder today may try again now.</summary>
    private async Task TellAskerAsync(string holderId, HolderOwner owner, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(owner.PhoneKey, cancellation);
        if (
            account is { Data: { } data, SignIn.Consent: { } asked }
            && asked.For.EndsWith($"|{holderId}", StringComparison.Ordinal)
            && asked.SentAt.AddDays(1) > clock.GetUtcNow()
        )
        {
            var language = Languages.OfTag(data.Language);
            await texts.SendAsync(
                $"released|{holderId}|{asked.SentAt.ToUnixTimeMilliseconds()}",
                asked.By,
                asked.By.Phone is null ? Texts.Get("email.released", language) : Texts.Get("sms.released", language),
                language,
                cancellation
            );
        }
    }
}
