using Azure.Data.Tables;
using Ghc.Domain.Accounts;
using Ghc.Platform.Storage;

namespace Ghc.Functions.AccountStore;

/// <summary>What the purge needs: phones and addresses that never opened an account, and accounts that nobody uses.</summary>
public sealed partial class AccountsTable
{
    /// <summary>
    /// Forgets phones that asked for codes, never opened an account, and did nothing since <paramref name="before"/>; of addresses the
    /// codes and tries.
    /// </summary>
    public Task<Purged> PurgeSignInsAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        StaleRows.WalkAsync(
            rows.QueryHomeAsync(TableClient.CreateQueryFilter($"RowKey eq {SignInRow}"), cancellation),
            from,
            isOver,
            page => page.Where(row => rows.Open(row, AccountStoreJson.Types.SignInState).LastUse() < before),
            async (row, token) => await ForgetSignInAsync(row, token) ? 1 : 0,
            cancellation
        );

    private async Task<bool> ForgetSignInAsync(TableEntity row, CancellationToken cancellation)
    {
        var found = await LoadAsync(row.PartitionKey, cancellation);
        if (found.Data is not null)
        {
            return false;
        }

        // A claim that no account confirms was cut off halfway.
        if (found.Claim is { } claim && await FindOwnerAsync(found, cancellation) is null)
        {
            await ReleaseEmailAsync(found.Key, claim.AccountKey, cancellation);
            return true;
        }

        return await rows.TryDeleteAsync(row.PartitionKey, SignInRow, row.ETag, cancellation);
    }

    /// <summary>Has every account erased that has no role and that nobody signed in to since <paramref name="before"/>.</summary>
    public Task<Purged> WalkIdleAsync(
        DateTimeOffset before,
        Func<Account, Task> erase,
        string? from,
        Func<bool> isOver,
        CancellationToken cancellation
    ) =>
        StaleRows.WalkAsync(
            rows.QueryHomeAsync(TableClient.CreateQueryFilter($"RowKey eq {SignInRow}"), cancellation),
            from,
            isOver,
            page => page.Where(row => !(rows.Open(row, AccountStoreJson.Types.SignInState).LastSignInAt >= before)),
            async (row, token) =>
            {
                if (await LoadAsync(row.PartitionKey, token) is not { Roles.Count: 0, Data: { } data } account || data.CreatedAt >= before)
                {
                    return 0;
                }

                await erase(account);
                return 1;
            },
            cancellation
        );
}
