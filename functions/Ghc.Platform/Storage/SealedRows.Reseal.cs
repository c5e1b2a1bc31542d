using Azure;
using Azure.Data.Tables;

namespace Ghc.Platform.Storage;

/// <content>What changing a key needs: finding rows by the key that sealed them, and sealing them anew.</content>
public sealed partial class SealedRows
{
    public Task<Resealed> ResealAsync(string keyId, CancellationToken cancellation) =>
        Resealing.RunAsync(tableName, SealedByAsync(keyId, cancellation), TryResealAsync, cancellation);

    public async Task<int> CountSealedByAsync(string keyId, CancellationToken cancellation) =>
        await SealedByAsync(keyId, cancellation).CountAsync(cancellation);

    /// <summary>
    /// Rows whose content a key sealed: it begins with the key's id and a dot, and nothing sorts between a dot and a slash.
    /// </summary>
    private IAsyncEnumerable<TableEntity> SealedByAsync(string keyId, CancellationToken cancellation) =>
        table.ScanAsync(TableClient.CreateQueryFilter($"data ge {keyId + "."} and data lt {keyId + "/"}"), cancellation);

    /// <summary>Seals the content of a row anew, and leaves all else in it alone. False if the row is no longer as it was read.</summary>
    private async Task<bool> TryResealAsync(TableEntity row, CancellationToken cancellation)
    {
        var context = Context(row.PartitionKey, row.RowKey);
        var anew = new TableEntity(row.PartitionKey, row.RowKey) { [Data] = sealer.Reseal(row.GetString(Data), context) };
        try
        {
            await table.Of(row.PartitionKey).UpdateEntityAsync(anew, row.ETag, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412 or 404)
        {
            return false;
        }
    }
}
