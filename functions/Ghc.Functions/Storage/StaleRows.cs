using Azure;
using Azure.Data.Tables;

namespace Ghc.Functions.Storage;

/// <summary>Deletes rows whose time is over: a page in memory, a transaction for each partition in it. Interrupted, the next run goes on where rows are left.</summary>
public static class StaleRows
{
    private const int PageSize = 1000;

    /// <summary>Azure's limit of an entity group transaction.</summary>
    private const int MaxActions = 100;

    public static async Task<int> DeleteAllAsync(TableClient table, string filter, CancellationToken cancellation)
    {
        var deleted = 0;
        var pages = table.QueryAsync<TableEntity>(filter, PageSize, ["PartitionKey", "RowKey"], cancellation).AsPages();
        await foreach (var page in pages.WithCancellation(cancellation))
        {
            foreach (var partition in page.Values.GroupBy(row => row.PartitionKey))
            {
                foreach (var batch in partition.Chunk(MaxActions))
                {
                    await DeleteAsync(table, batch, cancellation);
                    deleted += batch.Length;
                }
            }
        }

        return deleted;
    }

    /// <summary>In one transaction, unless somebody else deletes here too: then row by row.</summary>
    private static async Task DeleteAsync(TableClient table, TableEntity[] batch, CancellationToken cancellation)
    {
        try
        {
            await table.SubmitTransactionAsync(batch.Select(row => new TableTransactionAction(TableTransactionActionType.Delete, row, ETag.All)), cancellation);
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
