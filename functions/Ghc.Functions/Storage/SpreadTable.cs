using System.Runtime.CompilerServices;
using Azure.Data.Tables;

namespace Ghc.Functions.Storage;

/// <summary>One table whose partitions lie in several accounts, each partition whole in the one that the map names.</summary>
public sealed class SpreadTable(IReadOnlyList<TableClient> tables, AccountMap map)
{
    /// <summary>The partitions in this app's own account. Timers see to these: the app of each account looks after its own.</summary>
    public TableClient Home => tables[0];

    public TableClient Of(string partition) => tables[map.Of(partition)];

    /// <summary>All rows that fit, of all accounts, in the order of their keys, a page of each account at a time.</summary>
    public async IAsyncEnumerable<TableEntity> ScanAsync(string filter, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var readers = tables.Select(table => table.QueryAsync<TableEntity>(filter, cancellationToken: cancellation).GetAsyncEnumerator(cancellation)).ToList();
        try
        {
            var left = await AdvanceAsync(readers);
            while (left.MinBy(reader => reader.Current.PartitionKey, StringComparer.Ordinal) is { } next)
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

    /// <summary>The first page of every account at once; those readers that found a row.</summary>
    private static async Task<List<IAsyncEnumerator<TableEntity>>> AdvanceAsync(List<IAsyncEnumerator<TableEntity>> readers)
    {
        var found = await Task.WhenAll(readers.Select(async reader => await reader.MoveNextAsync()));
        return [.. readers.Where((_, index) => found[index])];
    }
}
