using System.Text.Json.Serialization.Metadata;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Platform.Encryption;

namespace Ghc.Platform.Storage;

/// <summary>
/// Rows of one table whose content is sealed in a single column, bound to its place: a value copied to another row does not open. Conflicts
/// are answers, not exceptions; a conflict with one's own write, whose answer was lost, is none.
/// </summary>
public sealed partial class SealedRows(StorageClients clients, Sealer sealer, string tableName)
{
    private const string Data = "data";

    /// <summary>Azure's limits of an entity group transaction. Azurite accepts more, and other partitions too.</summary>
    public const int MaxActions = 100;

    private readonly SpreadTable table = clients.Table(tableName);

    public TableEntity Seal<T>(string partition, string row, T value, JsonTypeInfo<T> type) =>
        new(partition, row) { [Data] = sealer.SealJson(value, type, Context(partition, row)) };

    public T Open<T>(TableEntity row, JsonTypeInfo<T> type) =>
        sealer.OpenJson(row.GetString(Data) ?? "", type, Context(row.PartitionKey, row.RowKey));

    public async Task<TableEntity?> FindAsync(string partition, string row, CancellationToken cancellation)
    {
        var found = await table.Of(partition).GetEntityIfExistsAsync<TableEntity>(partition, row, cancellationToken: cancellation);
        return found.HasValue ? found.Value : null;
    }

    /// <summary>One row, opened, with its ETag.</summary>
    public async Task<Versioned<T>> ReadAsync<T>(string partition, string row, JsonTypeInfo<T> type, CancellationToken cancellation)
        where T : class =>
        await FindAsync(partition, row, cancellation) is { } found ? new Versioned<T>(Open(found, type), found.ETag) : Versioned<T>.Absent;

    /// <summary>Changes one row as decided; the decision sees null where there is no row.</summary>
    /// <param name="clear">Fills columns that stand in the clear beside the sealed one.</param>
    public Task<Outcome<TAnswer>> UpdateAsync<T, TAnswer>(
        string partition,
        string row,
        JsonTypeInfo<T> type,
        Func<T?, Decision<T, TAnswer>> decide,
        CancellationToken cancellation,
        Action<TableEntity, T>? clear = null
    )
        where T : class
        where TAnswer : notnull =>
        OptimisticConcurrency.UpdateAsync(
            () => ReadAsync(partition, row, type, cancellation),
            stored => decide(stored.Value),
            (stored, next) =>
            {
                var entity = Seal(partition, row, next, type);
                clear?.Invoke(entity, next);
                return TryWriteAsync(entity, stored.ReadAs, cancellation);
            },
            cancellation
        );

    /// <summary>All rows of a partition whose row keys start with <paramref name="prefix"/>, in order.</summary>
    public async Task<List<TableEntity>> ListAsync(string partition, CancellationToken cancellation, string prefix = "")
    {
        var filter =
            prefix.Length == 0
                ? TableClient.CreateQueryFilter($"PartitionKey eq {partition}")
                : TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey ge {prefix} and RowKey lt {prefix + "\uffff"}");
        var rows = new List<TableEntity>();
        await foreach (var row in table.Of(partition).QueryAsync<TableEntity>(filter, cancellationToken: cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }

    /// <summary>The first rows whose keys lie between the two, both left out.</summary>
    public async Task<List<TableEntity>> PageAsync(string partition, string after, string before, int count, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {after} and RowKey lt {before}");
        var rows = new List<TableEntity>();
        await foreach (
            var page in table.Of(partition).QueryAsync<TableEntity>(filter, maxPerPage: count, cancellationToken: cancellation).AsPages()
        )
        {
            rows.AddRange(page.Values);
            if (rows.Count >= count)
            {
                break;
            }
        }

        return [.. rows.Take(count)];
    }

    /// <inheritdoc cref="SpreadTable.ReadPartitionAsync"/>
    public Task<IReadOnlyList<TableEntity>> ReadPartitionAsync(string partition, CancellationToken cancellation) =>
        table.ReadPartitionAsync(partition, cancellation);

    /// <summary>All partitions whose keys lie between, in order, each as it was at one moment; no more than a page is in memory.</summary>
    public IAsyncEnumerable<IReadOnlyList<TableEntity>> ScanAsync(string after, string before, CancellationToken cancellation) =>
        table.ScanPartitionsAsync(Between(after, before), cancellation);

    /// <summary>The same, of the app's own account alone.</summary>
    public IAsyncEnumerable<IReadOnlyList<TableEntity>> ScanHomeAsync(string after, string before, CancellationToken cancellation) =>
        table.ScanHomePartitionsAsync(Between(after, before), cancellation);

    /// <summary>All rows that fit, of all accounts, in the order of their keys.</summary>
    public IAsyncEnumerable<TableEntity> ScanRowsAsync(string filter, CancellationToken cancellation) =>
        table.ScanAsync(filter, cancellation);

    /// <summary>False if the row is there already.</summary>
    public async Task<bool> TryAddAsync(TableEntity row, CancellationToken cancellation)
    {
        var call = SendCount.Begin();
        try
        {
            await table.Of(row.PartitionKey).AddEntityAsync(row, cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status == 409)
        {
            return await OwnAsync(call, row, cancellation) is not null;
        }
    }

    public Task PutAsync(TableEntity row, CancellationToken cancellation) =>
        table.Of(row.PartitionKey).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);

    /// <summary>A row that is not there is as good as deleted.</summary>
    public Task DeleteAsync(string partition, string row, CancellationToken cancellation) =>
        table.Of(partition).DeleteEntityAsync(partition, row, ETag.All, cancellation);

    /// <summary>
    /// Writes the row if it is still as it was read (<paramref name="readAs"/>), or still missing (null); false if somebody was faster.
    /// </summary>
    public async Task<bool> TryWriteAsync(TableEntity row, ETag? readAs, CancellationToken cancellation) =>
        readAs is { } tag ? await TryReplaceAsync(row, tag, cancellation) is not null : await TryAddAsync(row, cancellation);

    /// <summary>Writes the row if it is still as it was read, and tells its new tag; null if somebody was faster.</summary>
    public async Task<ETag?> TryReplaceAsync(TableEntity row, ETag readAs, CancellationToken cancellation)
    {
        var call = SendCount.Begin();
        try
        {
            return (await table.Of(row.PartitionKey).UpdateEntityAsync(row, readAs, TableUpdateMode.Replace, cancellation)).Headers.ETag
                ?? default(ETag);
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            return (await OwnAsync(call, row, cancellation))?.ETag;
        }
    }

    /// <summary>False if the row is no longer as it was read; gone already is well too.</summary>
    public async Task<bool> TryDeleteAsync(string partition, string row, ETag readAs, CancellationToken cancellation)
    {
        try
        {
            await table.Of(partition).DeleteEntityAsync(partition, row, readAs, cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412)
        {
            return false;
        }
    }

    /// <summary>All rows of the app's own account that fit, in order, a page at a time.</summary>
    public AsyncPageable<TableEntity> QueryHomeAsync(string filter, CancellationToken cancellation) =>
        table.Home.QueryAsync<TableEntity>(filter, maxPerPage: 1000, cancellationToken: cancellation);

    /// <summary>Deletes all rows of the app's own account that fit, whatever they hold, as far as time allows.</summary>
    /// <inheritdoc cref="StaleRows.DeleteAsync(TableClient, string, string?, Func{bool}, CancellationToken)" path="/param"/>
    public Task<Purged> DeleteHomeAsync(string filter, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        StaleRows.DeleteAsync(table.Home, filter, from, isOver, cancellation);

    /// <summary>All of the changes or none of them; false if a row was changed by somebody else in the meantime.</summary>
    public async Task<bool> TryCommitAsync(IReadOnlyList<TableTransactionAction> actions, CancellationToken cancellation)
    {
        if (actions.Count > MaxActions || actions.Select(action => action.Entity.PartitionKey).Distinct().Count() > 1)
        {
            throw new InvalidOperationException($"A transaction is of one partition and at most {MaxActions} rows.");
        }

        var call = SendCount.Begin();
        try
        {
            await table.Of(actions[0].Entity.PartitionKey).SubmitTransactionAsync(actions, cancellation);
            return true;
        }
        catch (TableTransactionFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            return actions.FirstOrDefault(action => ((TableEntity)action.Entity).ContainsKey(Data)) is { } written
                && await OwnAsync(call, (TableEntity)written.Entity, cancellation) is not null;
        }
    }

    /// <summary>
    /// The row as it lies there, if an earlier sending of this call wrote it. No two writes seal to the same text, so the text tells.
    /// </summary>
    private async Task<TableEntity?> OwnAsync(SendCount.Call call, TableEntity row, CancellationToken cancellation) =>
        call.WasRepeated
        && await FindAsync(row.PartitionKey, row.RowKey, cancellation) is { } there
        && there.GetString(Data) == row.GetString(Data)
            ? there
            : null;

    private static string Between(string after, string before) =>
        TableClient.CreateQueryFilter($"PartitionKey gt {after} and PartitionKey lt {before}");

    private string Context(string partition, string row) => ContextOf(tableName, partition, row);

    /// <summary>The place that the content of a row is bound to.</summary>
    public static string ContextOf(string table, string partition, string row) => $"{table}|{partition}|{row}";
}
