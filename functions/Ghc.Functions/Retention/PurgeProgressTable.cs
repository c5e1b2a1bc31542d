using Azure.Data.Tables;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Retention;

/// <summary>
/// How far each step of the purge has come in the app's own account: rows of their own among the sweeps. A step that came to its end has
/// none.
/// </summary>
public sealed class PurgeProgressTable(StorageClients clients)
{
    private const string Partition = "purge";
    private const string After = "after";

    private readonly TableClient table = clients.Table(TableNames.Sweeps).Home;

    /// <summary>Where each step that ran out of time goes on.</summary>
    public async Task<Dictionary<string, string?>> ReadAsync(CancellationToken cancellation)
    {
        var positions = new Dictionary<string, string?>(StringComparer.Ordinal);
        await foreach (
            var row in table.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey eq {Partition}"),
                cancellationToken: cancellation
            )
        )
        {
            positions[row.RowKey] = row.GetString(After);
        }

        return positions;
    }

    /// <param name="after">Null if the step came to its end, and begins at the start the next time.</param>
    public Task WriteAsync(string step, string? after, CancellationToken cancellation) =>
        after is null
            ? table.DeleteEntityAsync(Partition, step, Azure.ETag.All, cancellation)
            : table.UpsertEntityAsync(new TableEntity(Partition, step) { [After] = after }, TableUpdateMode.Replace, cancellation);
}
