using Azure;
using Azure.Storage.Blobs;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Functions.SwitchOff;

/// <summary>A place where data lies: a table, a queue or a container of blobs, in the account that has it.</summary>
/// <param name="Kind">table · queue · container</param>
public sealed record Store(string Kind, string Account, string Name)
{
    public const string Table = "table";
    public const string Queue = "queue";
    public const string Container = "container";
}

/// <summary>Every place where data lies, also those that the product does not know: lists, counts and deletes them as wholes.</summary>
public sealed class StoreInventory(StorageClients clients, BackupStore backups)
{
    /// <summary>
    /// What the product makes, in the order in which it is deleted: backups last, so that a backup that is under way finds no tables.
    /// </summary>
    public IReadOnlyList<Store> OfProduct =>
        [
            .. clients.Accounts.SelectMany(account =>
                QueueNames
                    .All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) })
                    .Select(name => new Store(Store.Queue, account.Name, name))
            ),
            .. clients.Accounts.SelectMany(account =>
                TableNames.All.Where(name => name != TableNames.Sunset).Select(name => new Store(Store.Table, account.Name, name))
            ),
            new Store(Store.Container, backups.Containers.AccountName, BackupStore.Container),
        ];

    /// <summary>Everything that exists, made by the product or not.</summary>
    public async Task<IReadOnlyList<Store>> ListAsync(CancellationToken cancellation)
    {
        var found = new List<Store>();
        foreach (var account in clients.Accounts)
        {
            await foreach (var table in account.Tables.QueryAsync(cancellationToken: cancellation))
            {
                found.Add(new Store(Store.Table, account.Name, table.Name));
            }

            await foreach (var queue in account.QueueNamesAsync(cancellation))
            {
                found.Add(new Store(Store.Queue, account.Name, queue));
            }
        }

        await foreach (var container in backups.Containers.GetBlobContainersAsync(cancellationToken: cancellation))
        {
            found.Add(new Store(Store.Container, backups.Containers.AccountName, container.Name));
        }

        return found;
    }

    /// <summary>Rows, messages (hidden ones included) or blobs; 0 where there is no such store.</summary>
    public async Task<long> CountAsync(Store store, CancellationToken cancellation)
    {
        try
        {
            return store.Kind switch
            {
                Store.Table => await AccountOf(store).CountRowsAsync(store.Name, cancellation),
                Store.Queue => (await AccountOf(store).Queue(store.Name).GetPropertiesAsync(cancellation))
                    .Value
                    .ApproximateMessagesCountLong,
                _ => await ContainerOf(store).GetBlobsAsync(cancellationToken: cancellation).LongCountAsync(cancellation),
            };
        }
        catch (RequestFailedException missing) when (missing.Status == 404)
        {
            return 0;
        }
    }

    /// <summary>A store that is gone already is as good as deleted.</summary>
    public Task DeleteAsync(Store store, CancellationToken cancellation) =>
        store.Kind switch
        {
            Store.Table => AccountOf(store).Tables.DeleteTableAsync(store.Name, cancellation),
            Store.Queue => AccountOf(store).Queue(store.Name).DeleteIfExistsAsync(cancellation),
            _ => ContainerOf(store).DeleteIfExistsAsync(cancellationToken: cancellation),
        };

    private StorageAccount AccountOf(Store store) => clients.Accounts.Single(account => account.Name == store.Account);

    private BlobContainerClient ContainerOf(Store store) => backups.Containers.GetBlobContainerClient(store.Name);
}
