using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <summary>
/// Backs up the tables of the app's own account: everything once a day, and in between the partitions that changed. A partition is always
/// copied whole, as it is at one moment, so that the latest copy of it is what it was.
/// </summary>
public sealed class TableBackup(StorageClients clients, BackupStore store, TimeProvider clock)
{
    /// <summary>Partitions that nobody wrote but to delete them are noticed by the next full backup.</summary>
    private static readonly TimeSpan FullEvery = TimeSpan.FromHours(24);

    /// <summary>Clocks of servers run apart, and a write may be under way.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(5);

    public async Task<int> RunAsync(CancellationToken cancellation)
    {
        foreach (var table in TableNames.All)
        {
            var now = clock.GetUtcNow();
            var before = await store.ListAsync(clients.Home, table, cancellation);
            var full = before.LastOrDefault(backup => backup.IsFull) is not { } last || now - last.At >= FullEvery;
            var lines = full ? AllAsync(table, cancellation) : ChangedAsync(table, before[^1].At - Overlap, cancellation);
            await store.WriteAsync(clients.Home, table, now, full, lines, cancellation);
        }

        return TableNames.All.Count;
    }

    private IAsyncEnumerable<string> AllAsync(string table, CancellationToken cancellation) =>
        clients
            .Table(table)
            .ScanHomePartitionsAsync(TableClient.CreateQueryFilter($"PartitionKey ge {""}"), cancellation)
            .Select(BackupRow.Write);

    private async IAsyncEnumerable<string> ChangedAsync(
        string table,
        DateTimeOffset since,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var spread = clients.Table(table);
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        await foreach (
            var row in spread.Home.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"Timestamp ge {since}"),
                select: ["PartitionKey"],
                cancellationToken: cancellation
            )
        )
        {
            changed.Add(row.PartitionKey);
        }

        foreach (var key in changed)
        {
            if (await spread.ReadPartitionAsync(key, cancellation) is { Count: > 0 } partition)
            {
                yield return BackupRow.Write(partition);
            }
        }
    }
}
