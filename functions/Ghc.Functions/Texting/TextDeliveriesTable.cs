using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Texting;

/// <summary>What became of one text. Not whose it was: an account that is erased leaves no trace here.</summary>
public sealed record TextDelivery(DateTimeOffset QueuedAt)
{
    public DateTimeOffset? AcceptedAt { get; init; }

    public DateTimeOffset? FailedAt { get; init; }

    /// <summary>Handed to a provider that does not recognize repetitions, whose answer is not known yet.</summary>
    public DateTimeOffset? HandedAt { get; init; }

    public bool IsSettled => (AcceptedAt ?? FailedAt) is not null;
}

/// <summary>
/// TextDeliveries: a row a text, found by its id, which is all that the provider is given to report on. It also keeps a text that is asked
/// for twice from being sent twice. Kept for two days.
/// </summary>
public sealed class TextDeliveriesTable(StorageClients clients, Sealer sealer)
{
    private const string Row = "text";
    private const string QueuedAt = "queuedAt";
    private const int Parallelism = 16;

    private readonly SealedRows rows = new(clients, sealer, TableNames.TextDeliveries);
    private readonly TableClient home = clients.Table(TableNames.TextDeliveries).Home;

    /// <summary>The delivery of this id, opened now if it is the first time.</summary>
    public async Task<TextDelivery> OpenAsync(string id, TextDelivery delivery, CancellationToken cancellation) =>
        await rows.TryAddAsync(Seal(id, delivery), cancellation) ? delivery : await FindAsync(id, cancellation) ?? delivery;

    public async Task<TextDelivery?> FindAsync(string id, CancellationToken cancellation) =>
        await rows.FindAsync(KeyOf(id), Row, cancellation) is { } row ? rows.Open(row, TextingJson.Types.TextDelivery) : null;

    public Task ChangeAsync(string id, Func<TextDelivery, TextDelivery> change, CancellationToken cancellation) =>
        rows.UpdateAsync<TextDelivery, bool>(
            KeyOf(id),
            Row,
            TextingJson.Types.TextDelivery,
            delivery => delivery is null ? false : Decision.Write(change(delivery), true),
            cancellation,
            SetQueuedAt
        );

    /// <summary>Removes from the app's own account what was queued before <paramref name="limit"/>; how many there were.</summary>
    public async Task<int> PurgeAsync(DateTimeOffset limit, CancellationToken cancellation)
    {
        var count = 0;
        var old = home.QueryAsync<TableEntity>(
            TableClient.CreateQueryFilter($"queuedAt lt {limit}"),
            select: ["PartitionKey", "RowKey"],
            cancellationToken: cancellation
        );
        await Parallel.ForEachAsync(
            old,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (row, token) =>
            {
                await home.DeleteEntityAsync(row.PartitionKey, row.RowKey, ETag.All, token);
                Interlocked.Increment(ref count);
            }
        );
        return count;
    }

    private TableEntity Seal(string id, TextDelivery delivery)
    {
        var row = rows.Seal(KeyOf(id), Row, delivery, TextingJson.Types.TextDelivery);
        SetQueuedAt(row, delivery);
        return row;
    }

    private static void SetQueuedAt(TableEntity row, TextDelivery delivery) => row[QueuedAt] = delivery.QueuedAt;

    private static string KeyOf(string id) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)).AsSpan(0, 16));
}
