using Ghc.Platform.Storage;

namespace Ghc.Functions.SwitchOff;

/// <summary>Something that is still there.</summary>
/// <param name="What">Rows by their keys, where the store itself may stay.</param>
public sealed record Leftover(Store Store, long Count, IReadOnlyList<string> What);

/// <summary>
/// Looks into every store of the accounts, also those that the product never made, for anything that may be personal: all that is not the
/// record of the sunset.
/// </summary>
public sealed class LeftoverSearch(StorageClients clients, StoreInventory inventory)
{
    /// <summary>Containers of the Functions host: its package, leases of timers, its own keys. They hold no data of the product.</summary>
    private static readonly string[] OfHost = ["azure-webjobs-hosts", "azure-webjobs-secrets", "deployment"];

    private const int MostNamed = 10;

    public async Task<IReadOnlyList<Leftover>> RunAsync(CancellationToken cancellation)
    {
        var found = new List<Leftover>();
        foreach (var store in await inventory.ListAsync(cancellation))
        {
            if (store is { Kind: Store.Table, Name: TableNames.Sunset })
            {
                var table = clients.Accounts.Single(account => account.Name == store.Account).Tables.GetTableClient(store.Name);
                var strange = await WipeTable.StrangeRowsAsync(table, cancellation);
                if (strange.Count > 0)
                {
                    found.Add(new Leftover(store, strange.Count, [.. strange.Take(MostNamed)]));
                }
            }
            else if (
                !(store.Kind == Store.Container && OfHost.Contains(store.Name))
                && await inventory.CountAsync(store, cancellation) is > 0 and var count
            )
            {
                found.Add(new Leftover(store, count, []));
            }
        }

        return found;
    }
}
