using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using Azure.Data.Tables;
using Ghc.Functions.Sunset;
using Ghc.Platform.Storage;

namespace Ghc.Functions.SwitchOff;

/// <summary>
/// Sunset, partition <c>wipe</c>: what the certificate needs, in the clear and without anything personal. It is what is left in the end.
/// </summary>
public sealed class WipeTable(StorageClients clients)
{
    private const string Partition = "wipe";
    private const string Json = "json";
    private const string BegunRow = "begun";
    private const string StorePrefix = "store|";
    private const string KeyPrefix = "key|";

    private readonly TableClient table = clients.Table(TableNames.Sunset).Of(Partition);

    /// <summary>Null as long as no wipe has begun.</summary>
    public async Task<WipeRecord?> FindAsync(CancellationToken cancellation) =>
        (await ListAsync(BegunRow, SwitchOffJson.Types.WipeRecord, cancellation)) is [var begun] ? begun : null;

    public Task PutAsync(WipeRecord record, CancellationToken cancellation) =>
        PutAsync(BegunRow, record, SwitchOffJson.Types.WipeRecord, cancellation);

    public Task<IReadOnlyList<WipedStore>> StoresAsync(CancellationToken cancellation) =>
        ListAsync(StorePrefix, SwitchOffJson.Types.WipedStore, cancellation);

    public Task PutAsync(WipedStore wiped, CancellationToken cancellation) =>
        PutAsync(
            $"{StorePrefix}{wiped.Store.Kind}|{wiped.Store.Account}|{wiped.Store.Name}",
            wiped,
            SwitchOffJson.Types.WipedStore,
            cancellation
        );

    public Task<IReadOnlyList<WipedKey>> KeysAsync(CancellationToken cancellation) =>
        ListAsync(KeyPrefix, SwitchOffJson.Types.WipedKey, cancellation);

    public Task PutAsync(WipedKey wiped, CancellationToken cancellation) =>
        PutAsync(KeyPrefix + wiped.Name, wiped, SwitchOffJson.Types.WipedKey, cancellation);

    /// <summary>Rows of the table that neither the plan nor the wipe wrote, by their keys.</summary>
    public static async Task<IReadOnlyList<string>> StrangeRowsAsync(TableClient table, CancellationToken cancellation) =>
        await table
            .QueryAsync<TableEntity>(cancellationToken: cancellation)
            .Where(row => !IsKnown(row))
            .Select(row => $"{row.PartitionKey}|{row.RowKey}")
            .ToListAsync(cancellation);

    /// <summary>A row of the wipe holds what this version writes, read and written again; the plan is sealed.</summary>
    private static bool IsKnown(TableEntity row) =>
        row.PartitionKey switch
        {
            Partition => row.Keys.All(name => name is Json or "PartitionKey" or "RowKey" or "Timestamp" or "odata.etag")
                && row.GetString(Json) is { } text
                && row.RowKey switch
                {
                    BegunRow => IsOf(text, SwitchOffJson.Types.WipeRecord),
                    var key when key.StartsWith(StorePrefix, StringComparison.Ordinal) => IsOf(text, SwitchOffJson.Types.WipedStore),
                    var key when key.StartsWith(KeyPrefix, StringComparison.Ordinal) => IsOf(text, SwitchOffJson.Types.WipedKey),
                    _ => false,
                },
            SunsetTable.Partition => row.RowKey == SunsetTable.Row,
            _ => false,
        };

    private static bool IsOf<T>(string text, JsonTypeInfo<T> type)
    {
        try
        {
            return JsonSerializer.Serialize(JsonSerializer.Deserialize(text, type)!, type) == text;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async Task<IReadOnlyList<T>> ListAsync<T>(string prefix, JsonTypeInfo<T> type, CancellationToken cancellation)
    {
        var filter = TableClient.CreateQueryFilter($"PartitionKey eq {Partition} and RowKey ge {prefix} and RowKey lt {prefix + "\uffff"}");
        return await table
            .QueryAsync<TableEntity>(filter, cancellationToken: cancellation)
            .Select(row => JsonSerializer.Deserialize(row.GetString(Json), type)!)
            .ToListAsync(cancellation);
    }

    private async Task PutAsync<T>(string row, T value, JsonTypeInfo<T> type, CancellationToken cancellation) =>
        await table.UpsertEntityAsync(
            new TableEntity(Partition, row) { [Json] = JsonSerializer.Serialize(value, type) },
            TableUpdateMode.Replace,
            cancellation
        );
}
