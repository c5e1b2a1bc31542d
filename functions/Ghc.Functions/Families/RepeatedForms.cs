using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Applications;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Families;

/// <summary>
/// Recognizes a form whose answer was lost: its code is spent, but the sender may send the same request again while the code would still
/// count (docs/adr/0035).
/// </summary>
public sealed class RepeatedForms(AccountsTable accounts, FamilyAdding adding, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>The same for the same request with the same code, and for no other; null if the sender gave the request no id.</summary>
    public string? IdOf(Account account, FamilyApplication form) =>
        form.RequestId is null
            ? null
            : Convert.ToHexStringLower(
                pseudonyms.Mac(
                    "family-application",
                    $"{account.Key}|{account.SignIn.CodeExpiresAt.ToUnixTimeMilliseconds()}|{form.Canonical}"
                )
            );

    /// <summary>The account that this very request opened; null if there is none, or if all sessions were ended since.</summary>
    public async Task<Account?> FindAsync(string phoneKey, FamilyApplication form, CancellationToken cancellation)
    {
        if (form.RequestId is null)
        {
            return null;
        }

        var account = await accounts.LoadAsync(phoneKey, cancellation);
        return
            account.Data is { HolderId: { } holderId, ApplicationId: { } id } data
            && id == IdOf(account, form)
            && account.SignIn.CodeExpiresAt > clock.GetUtcNow()
            && account.Holders.TryGetValue(holderId, out var own)
            && !(data.Sessions?.At > own.AddedAt)
            ? account
            : null;
    }

    /// <summary>Adds the companions who are missing.</summary>
    public async Task<Outcome<FamilyOpened>> GoOnAsync(
        Account account,
        FamilyApplication form,
        DeviceOffer? device,
        CancellationToken cancellation
    )
    {
        if ((await adding.AddAsync(account, form.Companions, form.Together, cancellation)).Refused(out var refusal, out var companions))
        {
            return refusal;
        }

        var kept = device?.In(account.SignIn);
        if (kept is not null)
        {
            await accounts.ChangeSignInAsync(account.Key, state => state.OnDevice(kept), cancellation);
        }

        var traveler = new MemberOutcome(FamilyMember.Traveler, form.Traveler.Claim.Name.Text) { HolderId = account.Data!.HolderId };
        return new FamilyOpened([traveler, .. companions], new Opening(kept));
    }
}
