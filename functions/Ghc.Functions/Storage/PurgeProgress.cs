using Azure.Data.Tables;

namespace Ghc.Functions.Storage;

/// <summary>How far the purge has come with the holders of the app's own account: a row of its own among the sweeps.</summary>
public sealed class PurgeProgress(StorageClients clients)
{
    private const string Partition = "purge-holders";
    private const string Row = "position";
    private const string After = "after";

    private readonly TableClient table = clients.Table(TableNames.Sweeps).Home;

    /// <summary>The last holder that had its turn; null to begin at the start.</summary>
    public async Task<string?> ReadAsync(CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, Row, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetString(After) : null;
    }

    public Task WriteAsync(string? after, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(Partition, Row) { [After] = after }, TableUpdateMode.Replace, cancellation);
}
