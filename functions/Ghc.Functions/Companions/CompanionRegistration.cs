using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Credentials;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Companions;

/// <summary>
/// Adds companions to an account. The account's row is written right before the claim: alone it shows nothing, since the holder's status
/// decides whose it is, and an erasure of the account after a crash in between finds by it what to erase.
/// </summary>
public sealed class CompanionRegistration(
    HolderOwnership registrar,
    Consents consents,
    AccountsTable accounts,
    HoldersTable holders,
    IOptions<CompanionOptions> options,
    TimeProvider clock
)
{
    /// <summary>The companion's holder id.</summary>
    public async Task<Outcome<string>> AddAsync(Account account, NewCompanion companion, CancellationToken cancellation)
    {
        var reservation = new Reservation(account);
        var claimant = new Claimant(account.Key, IsCompanion: true)
        {
            Prepare = holderId => ReserveAsync(reservation, holderId, companion, cancellation),
            AskOwner = holder =>
                consents.ObtainAsync(holder, new ConsentAsker(account.Key, account.Contact!, companion.ConsentCode), cancellation),
        };
        if ((await registrar.ClaimAsync(companion.Claim, claimant, cancellation)).Refused(out var refusal, out var id))
        {
            await GiveBackAsync(account.Key, reservation.HolderId, cancellation);
            return refusal;
        }

        if (await accounts.ShowsAsync(account.Key, id, cancellation))
        {
            return id;
        }

        // While the claim was on its way the account was erased, or the companion got a phone of their own.
        await holders.ReleaseAsync(id, account.Key, cancellation);
        return new Refusal(
            (await accounts.LoadAsync(account.Key, cancellation)).Data is null ? RefusalCodes.NotSignedIn : RefusalCodes.AlreadyRegistered
        );
    }

    /// <summary>
    /// Writes the row, once. The account's data is written along, unchanged, so that of two requests that find one place left one has to
    /// look again.
    /// </summary>
    private async Task<Refusal?> ReserveAsync(
        Reservation reservation,
        string holderId,
        NewCompanion companion,
        CancellationToken cancellation
    )
    {
        if (reservation.HolderId is not null)
        {
            return null;
        }

        var row = new AccountHolder(companion.Claim.Document, companion.Claim.Name, Words.Of(companion.Relationship), clock.GetUtcNow());
        var reserved = await accounts.UpdateAsync<bool>(
            reservation.Account,
            account =>
                account.Data is not { } data ? new Refusal(RefusalCodes.NotSignedIn)
                : account.Holders.Count(other => other.Value.Relationship != AccountHolder.Self && other.Key != holderId)
                >= options.Value.PerAccount
                    ? new Refusal(RefusalCodes.TooManyCompanions)
                : Decision.Write(
                    new AccountChange
                    {
                        Data = data,
                        AddHolders = new Dictionary<string, AccountHolder> { [holderId] = row },
                    },
                    true
                ),
            cancellation
        );
        if (reserved.Refused(out var refusal, out _))
        {
            return refusal;
        }

        reservation.HolderId = holderId;
        return null;
    }

    /// <summary>
    /// Takes the row back, unless the holder is the account's all the same: the same request may have been made twice at once.
    /// </summary>
    private async Task GiveBackAsync(string phoneKey, string? holderId, CancellationToken cancellation)
    {
        if (holderId is not null && (await holders.ReadStatusAsync(holderId, cancellation))?.Owner?.PhoneKey != phoneKey)
        {
            await accounts.RemoveHolderAsync(phoneKey, holderId, cancellation);
        }
    }

    private sealed class Reservation(Account account)
    {
        public Account Account => account;

        public string? HolderId { get; set; }
    }
}
