using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;

namespace Ghc.Functions.Storage;

/// <summary>Poison: why a message was put aside, found by the queue it came from and the hash of its text. Holds names of fields, never their values.</summary>
public sealed class PoisonTable(StorageClients clients)
{
    private readonly TableClient table = clients.Tables.GetTableClient(TableNames.Poison);

    public Task PutAsync(string queue, string message, string reason, DateTimeOffset now, CancellationToken cancellation) =>
        table.UpsertEntityAsync(
            new TableEntity(queue, KeyOf(message)) { ["reason"] = reason, ["recordedAt"] = now },
            TableUpdateMode.Replace,
            cancellation);

    public async Task<string?> ReasonAsync(string queue, string message, CancellationToken cancellation)
    {
        var found = await table.GetEntityIfExistsAsync<TableEntity>(queue, KeyOf(message), cancellationToken: cancellation);
        return found.HasValue ? found.Value!.GetString("reason") : null;
    }

    public Task<int> PurgeAsync(DateTimeOffset before, CancellationToken cancellation) =>
        StaleRows.DeleteAllAsync(table, TableClient.CreateQueryFilter($"recordedAt lt {before}"), cancellation);

    private static string KeyOf(string message) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message)).AsSpan(0, 16));
}
