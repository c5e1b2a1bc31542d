using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.AccountStore;

/// <summary>
/// E-mail addresses: a partition for each, with its codes and tries and the claim that leads to its account (docs/adr/0034). An account
/// without a phone stands there too, and the claim leads to itself.
/// </summary>
public sealed partial class AccountsTable
{
    /// <summary>The account that the address is proven for; null if there is none. Nobody's address costs the same query.</summary>
    public async Task<Account?> FindOwnerAsync(Account address, CancellationToken cancellation)
    {
        var owner = await LoadAsync(address.Claim?.AccountKey ?? address.Key, cancellation);
        return owner.Data?.Email?.Key == address.Key ? owner : null;
    }

    /// <summary>
    /// Forgets everything of an address, unless another account has claimed it, or the account itself stands there. Repeating it changes
    /// nothing.
    /// </summary>
    public Task ReleaseEmailAsync(string emailKey, string accountKey, CancellationToken cancellation) =>
        UpdateAsync<bool>(
            emailKey,
            address =>
                address.Data is null && address.Claim?.AccountKey == accountKey ? Decision.Write(AccountChange.Deletion, true) : false,
            cancellation
        );

    /// <summary>The address leads to where its account has moved. Repeating it changes nothing.</summary>
    public Task FollowEmailAsync(string emailKey, string from, string to, CancellationToken cancellation) =>
        UpdateAsync<bool>(
            emailKey,
            address =>
                address.Claim is { } claim && claim.AccountKey == from
                    ? Decision.Write(new AccountChange { Claim = claim with { AccountKey = to } }, true)
                    : false,
            cancellation
        );
}
