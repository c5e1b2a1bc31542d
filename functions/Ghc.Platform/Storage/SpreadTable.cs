using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <summary>One table whose partitions lie in several accounts, each partition whole in the one that the map names.</summary>
public sealed class SpreadTable(IReadOnlyList<TableClient> tables, AccountMap map)
{
    /// <summary>The partitions in this app's own account. Timers see to these: the app of each account looks after its own.</summary>
    public TableClient Home => tables[0];

    public TableClient Of(string partition) => tables[map.Of(partition)];

    /// <summary>All rows that fit, of all accounts, in the order of their keys, a page of each account at a time.</summary>
    public IAsyncEnumerable<TableEntity> ScanAsync(string filter, CancellationToken cancellation) =>
        MergeAsync(
            tables.Select(table => table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation)),
            row => row.PartitionKey,
            cancellation
        );

    /// <summary>The same by partition, each as it was at one moment.</summary>
    public IAsyncEnumerable<IReadOnlyList<TableEntity>> ScanPartitionsAsync(string filter, CancellationToken cancellation) =>
        MergeAsync(
            tables.Select(table => PartitionsAsync(table, filter, cancellation)),
            partition => partition[0].PartitionKey,
            cancellation
        );

    /// <summary>The partitions of the app's own account alone.</summary>
    public IAsyncEnumerable<IReadOnlyList<TableEntity>> ScanHomePartitionsAsync(string filter, CancellationToken cancellation) =>
        PartitionsAsync(Home, filter, cancellation);

    /// <summary>
    /// All rows of a partition as they were at one moment. One answer of the service is a snapshot of the partition, several are not: then
    /// the partition is read until two readings agree. Else a status could be taken for one that counts a fact which its reader never saw.
    /// </summary>
    public async Task<IReadOnlyList<TableEntity>> ReadPartitionAsync(string partition, CancellationToken cancellation)
    {
        List<TableEntity> before = [];
        return await OptimisticConcurrency.RepeatAsync<IReadOnlyList<TableEntity>>(
            async () =>
            {
                var rows = new List<TableEntity>();
                var pages = 0;
                await foreach (
                    var page in Of(partition)
                        .QueryAsync<TableEntity>(
                            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
                            cancellationToken: cancellation
                        )
                        .AsPages()
                )
                {
                    rows.AddRange(page.Values);
                    pages++;
                }

                var whole = pages <= 1 || rows.Select(VersionOf).SequenceEqual(before.Select(VersionOf));
                before = rows;
                return (whole, rows);
            },
            cancellation
        );
    }

    private static (string Row, ETag Tag) VersionOf(TableEntity row) => (row.RowKey, row.ETag);

    /// <summary>
    /// A partition that ends on a later page than it began was not read at one moment; it is read again, and may be gone by then.
    /// </summary>
    private async IAsyncEnumerable<IReadOnlyList<TableEntity>> PartitionsAsync(
        TableClient table,
        string filter,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var partition = new List<TableEntity>();
        var isTorn = false;
        await foreach (var page in table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).AsPages())
        {
            isTorn |= partition.Count > 0 && page.Values.Count > 0 && page.Values[0].PartitionKey == partition[0].PartitionKey;
            foreach (var row in page.Values)
            {
                if (partition.Count > 0 && partition[0].PartitionKey != row.PartitionKey)
                {
                    if (await WholeAsync() is { Count: > 0 } whole)
                    {
                        yield return whole;
                    }

                    (partition, isTorn) = ([], false);
                }

                partition.Add(row);
            }
        }

        if (await WholeAsync() is { Count: > 0 } last)
        {
            yield return last;
        }

        async Task<IReadOnlyList<TableEntity>> WholeAsync() =>
            isTorn ? await ReadPartitionAsync(partition[0].PartitionKey, cancellation) : partition;
    }

    private static async IAsyncEnumerable<T> MergeAsync<T>(
        IEnumerable<IAsyncEnumerable<T>> sorted,
        Func<T, string> key,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var readers = sorted.Select(one => one.GetAsyncEnumerator(cancellation)).ToList();
        try
        {
            var left = await AdvanceAsync(readers);
            while (left.MinBy(reader => key(reader.Current), StringComparer.Ordinal) is { } next)
            {
                yield return next.Current;
                if (!await next.MoveNextAsync())
                {
                    left.Remove(next);
                }
            }
        }
        finally
        {
            foreach (var reader in readers)
            {
                await reader.DisposeAsync();
            }
        }
    }

    /// <summary>The first page of every account at once; those readers that found something.</summary>
    private static async Task<List<IAsyncEnumerator<T>>> AdvanceAsync<T>(List<IAsyncEnumerator<T>> readers)
    {
        var found = await Task.WhenAll(readers.Select(async reader => await reader.MoveNextAsync()));
        return [.. readers.Where((_, index) => found[index])];
    }
}
