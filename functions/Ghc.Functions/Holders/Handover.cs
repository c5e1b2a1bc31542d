using Ghc.Domain.Holders;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Holders;

/// <summary>
/// What is left to do when a holder went from one account to another, or an officer released it: the former account is told and loses its
/// row. The claim itself remembers that this is to be done, so that repeating an application that ended halfway does it then; the
/// text has one id, so it is sent once.
/// </summary>
public sealed class Handover(AccountsTable accounts, HoldersTable holders, TextQueue texts)
{
    public async Task FinishAsync(string holderId, HolderOwner owner, CancellationToken cancellation)
    {
        if (owner.Former is not { } former)
        {
            return;
        }

        await LeaveAsync(holderId, former, cancellation);
        await holders.ChangeOwnedAsync(
            holderId,
            owner.PhoneKey,
            status => status with { Owner = status.Owner! with { Former = null } },
            cancellation
        );
    }

    /// <summary>The account is told, and shows the holder no more. Repeating it changes nothing.</summary>
    public async Task LeaveAsync(string holderId, FormerOwner former, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(former.PhoneKey, cancellation);
        if (account.Data is not { } data || !account.Holders.TryGetValue(holderId, out var holder))
        {
            return;
        }

        await texts.TellAsync(
            $"companion-left|{holderId}|{former.At.ToUnixTimeMilliseconds()}",
            account,
            Texts.Get("sms.companion-left", Languages.OfTag(data.Language), holder.Name.Masked),
            cancellation
        );
        if (data.HolderId == holderId)
        {
            await accounts.ChangeDataAsync(
                account.Key,
                current => current.HolderId == holderId ? current with { HolderId = null, ApplicationId = null } : current,
                cancellation
            );
        }

        await accounts.RemoveHolderAsync(account.Key, holderId, cancellation);
    }
}
