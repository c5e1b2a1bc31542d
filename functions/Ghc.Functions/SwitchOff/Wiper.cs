using System.Runtime.CompilerServices;

namespace Ghc.Functions.SwitchOff;

/// <summary>
/// Deletes every store of the product, one after another, and writes down how far it came before and after each. It may end anywhere and is
/// run again: a store whose count stands is deleted without counting it a second time. Needs no keys.
/// </summary>
public sealed class Wiper(StoreInventory inventory, WipeTable table, TimeProvider clock)
{
    /// <summary>Each store once it is gone.</summary>
    public async IAsyncEnumerable<WipedStore> RunAsync([EnumeratorCancellation] CancellationToken cancellation)
    {
        var known = (await table.StoresAsync(cancellation)).ToDictionary(wiped => wiped.Store);
        foreach (var store in inventory.OfProduct)
        {
            if (!known.TryGetValue(store, out var wiped))
            {
                wiped = new WipedStore(store, await inventory.CountAsync(store, cancellation), clock.GetUtcNow(), DeletedAt: null);
                await table.PutAsync(wiped, cancellation);
            }

            if (wiped.DeletedAt is null)
            {
                await inventory.DeleteAsync(store, cancellation);
                wiped = wiped with { DeletedAt = clock.GetUtcNow() };
                await table.PutAsync(wiped, cancellation);
            }

            yield return wiped;
        }
    }

    /// <summary>What was counted and is not deleted yet, or never had its turn.</summary>
    public async Task<IReadOnlyList<Store>> LeftAsync(CancellationToken cancellation) =>
        [
            .. inventory.OfProduct.Except(
                (await table.StoresAsync(cancellation)).Where(wiped => wiped.DeletedAt is not null).Select(wiped => wiped.Store)
            ),
        ];
}
