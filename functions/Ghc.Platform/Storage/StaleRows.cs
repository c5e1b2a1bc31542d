using Azure;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <summary>What a step of the purge did: how many rows it deleted, and where it stopped for want of time; null at the end.</summary>
public sealed record Purged(int Count, string? Next);

/// <summary>
/// Deletes expired rows: one page in memory, and one transaction for each of its partitions, many at once. A run that is out of time stops
/// after a page, and the next goes on from there. Where nothing has expired, storage still reads every row, page after empty page, so the
/// place to go on from is storage's own and not that of a row.
/// </summary>
public static class StaleRows
{
    private const int PageSize = 1000;

    /// <summary>Azure's limit of an entity group transaction.</summary>
    private const int MaxActions = 100;

    private const int Parallelism = 16;

    /// <param name="from">Where an earlier run stopped; null for the start.</param>
    public static Task<Purged> DeleteAsync(
        TableClient table,
        string filter,
        string? from,
        Func<bool> isOver,
        CancellationToken cancellation
    ) =>
        WalkAsync(
            table.QueryAsync<TableEntity>(filter, PageSize, ["PartitionKey", "RowKey"], cancellation),
            from,
            isOver,
            rows => rows.GroupBy(row => row.PartitionKey).SelectMany(partition => partition.Chunk(MaxActions)),
            async (batch, token) =>
            {
                await DeleteAsync(table, batch, token);
                return batch.Length;
            },
            cancellation
        );

    /// <summary>The same for rows that only a look at each tells from others.</summary>
    /// <param name="tryDelete">How many rows it deleted.</param>
    public static async Task<Purged> WalkAsync<T>(
        AsyncPageable<TableEntity> rows,
        string? from,
        Func<bool> isOver,
        Func<IEnumerable<TableEntity>, IEnumerable<T>> split,
        Func<T, CancellationToken, Task<int>> tryDelete,
        CancellationToken cancellation
    )
    {
        var deleted = 0;
        await foreach (var page in rows.AsPages(from).WithCancellation(cancellation))
        {
            await Parallel.ForEachAsync(
                split(page.Values),
                new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
                async (part, token) => Interlocked.Add(ref deleted, await tryDelete(part, token))
            );
            if (page.ContinuationToken is { Length: > 0 } next && isOver())
            {
                return new Purged(deleted, next);
            }
        }

        return new Purged(deleted, null);
    }

    /// <summary>In one transaction, unless somebody else deletes here too: then row by row.</summary>
    private static async Task DeleteAsync(TableClient table, TableEntity[] batch, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(
                batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)),
                cancellation
            );
        }
        catch (TableTransactionFailedException gone) when (gone.Status == 404)
        {
            foreach (var row in batch)
            {
                await table.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, cancellation);
            }
        }
    }
}
