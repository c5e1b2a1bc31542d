using Azure.Data.Tables;

namespace Ghc.Functions.Storage;

/// <summary>Sweeps: how far long walks over a table have come.</summary>
public sealed class SweepsTable(StorageClients clients)
{
    private const string Position = "position";
    private const string After = "after";

    private readonly TableClient table = clients.Tables.GetTableClient(TableNames.Sweeps);

    /// <summary>Where the walk goes on; null for the start.</summary>
    public async Task<string?> PositionAsync(string sweep, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(sweep, Position, cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetString(After) : null;
    }

    public Task PutPositionAsync(string sweep, string? after, CancellationToken cancellation) =>
        table.UpsertEntityAsync(new TableEntity(sweep, Position) { [After] = after }, TableUpdateMode.Replace, cancellation);
}
