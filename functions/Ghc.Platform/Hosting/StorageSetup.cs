using Ghc.Platform.Queues;
using Ghc.Platform.Storage;

namespace Ghc.Platform.Hosting;

/// <summary>Creates the tables and queues of the app in a data account. Repeating it changes nothing.</summary>
public static class StorageSetup
{
    /// <returns>The names of the tables and queues that were missing.</returns>
    public static async Task<IReadOnlyList<string>> CreateMissingAsync(StorageAccount account, CancellationToken cancellation)
    {
        var created = await Task.WhenAll(CreateTablesAsync(account, cancellation), CreateQueuesAsync(account, cancellation));
        return [.. created.SelectMany(names => names)];
    }

    private static async Task<IReadOnlyList<string>> CreateTablesAsync(StorageAccount account, CancellationToken cancellation)
    {
        var existing = await account
            .Tables.QueryAsync(cancellationToken: cancellation)
            .Select(table => table.Name)
            .ToHashSetAsync(cancellationToken: cancellation);
        var missing = TableNames.All.Except(existing).ToList();
        foreach (var table in missing)
        {
            await account.Tables.CreateTableIfNotExistsAsync(table, cancellation);
        }

        return missing;
    }

    private static async Task<IReadOnlyList<string>> CreateQueuesAsync(StorageAccount account, CancellationToken cancellation)
    {
        var existing = await account.QueueNamesAsync(cancellation).ToHashSetAsync(cancellationToken: cancellation);
        var missing = QueueNames.All.SelectMany(name => new[] { name, QueueNames.PoisonOf(name) }).Except(existing).ToList();
        foreach (var queue in missing)
        {
            await account.Queue(queue).CreateIfNotExistsAsync(cancellationToken: cancellation);
        }

        return missing;
    }
}
