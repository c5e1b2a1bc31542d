using Ghc.Functions.AccountStore;
using Ghc.Functions.Texting;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Holders;

/// <summary>
/// What is left to do when somebody took their holder along to a phone of their own: the former account is told and loses its row. The claim itself
/// remembers that this is to be done, so that whoever repeats an application that ended halfway does it then; the text has one id, so it is sent once.
/// </summary>
public sealed class Handover(AccountsTable accounts, HoldersTable holders, TextQueue texts)
{
    public async Task FinishAsync(string holderId, HolderOwner owner, CancellationToken cancellation)
    {
        if (owner.Former is not { } former)
        {
            return;
        }

        var account = await accounts.LoadAsync(former.PhoneKey, cancellation);
        if (account.Data is { } data && account.Holders.TryGetValue(holderId, out var holder))
        {
            await texts.SendAsync(
                $"companion-left|{holderId}|{former.At.ToUnixTimeMilliseconds()}",
                data.Phone,
                Texts.Get("sms.companion-left", Languages.OfTag(data.Language), holder.Name.Masked),
                cancellation);
            await accounts.RemoveHolderAsync(account.Key, holderId, cancellation);
        }

        await holders.ChangeOwnedAsync(
            holderId, owner.PhoneKey, status => status with { Owner = status.Owner! with { Former = null } }, cancellation);
    }
}
