using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Platform.Queues;

/// <summary>
/// Poison: messages that were dead-lettered, a partition a queue and a row a body, so that copies of one message are one row. The reason is
/// written when a message is dead-lettered, the sealed body when it is taken out of its queue; whichever comes first makes the row. Reasons
/// name fields, never their values.
/// </summary>
public sealed class PoisonTable(StorageClients clients, Sealer sealer)
{
    /// <summary>A binary column holds 64 KiB; a text that was never base64 may be that long before it is sealed.</summary>
    private const int ChunkBytes = 32 * 1024;

    private const string Reason = "reason";
    private const string SecondTry = "secondTryAt";
    private const string FirstSeen = "firstSeen";
    private const string LastSeen = "lastSeen";
    private const string LastMessage = "lastMessage";
    private const string Times = "times";
    private const string Length = "length";
    private const string Chunks = "chunks";
    private const string MendedKey = "mendedKey";
    private const string MendedBy = "mendedBy";

    private readonly SpreadTable table = clients.Table(TableNames.Poison);

    public static string KeyOf(string message) => KeyOf(Encoding.UTF8.GetBytes(message));

    private static string KeyOf(byte[] body) => Convert.ToHexStringLower(SHA256.HashData(body).AsSpan(0, 16));

    public Task PutAsync(string queue, string message, string reason, DateTimeOffset now, CancellationToken cancellation) =>
        table
            .Of(queue)
            .UpsertEntityAsync(
                new TableEntity(queue, KeyOf(message)) { [Reason] = reason, ["recordedAt"] = now },
                TableUpdateMode.Merge,
                cancellation
            );

    public async Task<string?> ReasonAsync(string queue, string message, CancellationToken cancellation) =>
        (await ReadAsync(queue, KeyOf(message), cancellation))?.GetString(Reason);

    /// <summary>True once for a message that has no reason: it may be tried again, and is kept if it comes back.</summary>
    public async Task<bool> TryBeginSecondTryAsync(string queue, PoisonCopy copy, CancellationToken cancellation)
    {
        var key = KeyOf(copy.Body);
        return await ReadAsync(queue, key, cancellation) is null
            && await TryWriteAsync(new TableEntity(queue, key) { [SecondTry] = copy.InsertedAt }, readAs: null, cancellation);
    }

    /// <summary>Keeps a copy that is still in its queue; the same copy once more changes nothing.</summary>
    public Task KeepAsync(string queue, PoisonCopy copy, CancellationToken cancellation) =>
        OptimisticConcurrency.UpdateAsync<TableEntity?, TableEntity, bool>(
            () => ReadAsync(queue, KeyOf(copy.Body), cancellation),
            old => old?.GetString(LastMessage) == copy.MessageId ? true : Decision.Write(CountOne(queue, copy, old), true),
            (old, row) => TryWriteAsync(row, old?.ETag, cancellation),
            cancellation
        );

    private TableEntity CountOne(string queue, PoisonCopy copy, TableEntity? old)
    {
        var row = new TableEntity(queue, KeyOf(copy.Body))
        {
            [Reason] = old?.GetString(Reason) ?? copy.Reason,
            [FirstSeen] = old?.GetDateTimeOffset(FirstSeen) ?? copy.InsertedAt,
            [LastSeen] = copy.InsertedAt,
            [LastMessage] = copy.MessageId,
            [Times] = (old?.GetInt32(Times) ?? 0) + 1,
            [Length] = copy.Body.Length,
        };
        Seal(row, copy.Body);
        return row;
    }

    private async Task<TableEntity?> ReadAsync(string queue, string key, CancellationToken cancellation) =>
        await table.Of(queue).GetEntityIfExistsAsync<TableEntity>(queue, key, cancellationToken: cancellation)
            is { HasValue: true, Value: { } row }
            ? row
            : null;

    public async Task<PoisonMessage?> FindAsync(string queue, string key, CancellationToken cancellation) =>
        await ReadAsync(queue, key, cancellation) is { } row && row.GetInt32(Chunks) is not null ? Open(row) : null;

    /// <summary>All of a queue, oldest first, without the texts.</summary>
    public async Task<IReadOnlyList<PoisonEntry>> ListAsync(string queue, CancellationToken cancellation)
    {
        string[] columns = ["PartitionKey", "RowKey", Reason, FirstSeen, LastSeen, Times, Length];
        var entries = new List<PoisonEntry>();
        await foreach (
            var row in table
                .Of(queue)
                .QueryAsync<TableEntity>(
                    TableClient.CreateQueryFilter($"PartitionKey eq {queue}"),
                    select: columns,
                    cancellationToken: cancellation
                )
        )
        {
            if (row.GetInt32(Times) is not null)
            {
                entries.Add(Entry(row));
            }
        }

        return [.. entries.OrderBy(entry => entry.FirstSeen).ThenBy(entry => entry.Key, StringComparer.Ordinal)];
    }

    /// <summary>
    /// Notes who wants to replay the message with which text in its place; false if the message changed since it was read.
    /// </summary>
    public async Task<bool> TryProposeAsync(PoisonMessage message, string mendedKey, string by, CancellationToken cancellation)
    {
        var row = new TableEntity(message.Entry.Queue, message.Entry.Key) { [MendedKey] = mendedKey, [MendedBy] = by };
        try
        {
            await table.Of(row.PartitionKey).UpdateEntityAsync(row, message.ReadAs, TableUpdateMode.Merge, cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 412)
        {
            return false;
        }
    }

    /// <summary>False if another copy came since the message was read: it waits again.</summary>
    public async Task<bool> TryDeleteAsync(PoisonMessage message, CancellationToken cancellation)
    {
        try
        {
            await table.Of(message.Entry.Queue).DeleteEntityAsync(message.Entry.Queue, message.Entry.Key, message.ReadAs, cancellation);
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 412)
        {
            return false;
        }
    }

    public Task<Resealed> ResealAsync(string keyId, CancellationToken cancellation) =>
        Resealing.RunAsync(TableNames.Poison, SealedByAsync(keyId, cancellation), TryResealAsync, cancellation);

    public async Task<int> CountSealedByAsync(string keyId, CancellationToken cancellation) =>
        await SealedByAsync(keyId, cancellation).CountAsync(cancellation);

    /// <summary>
    /// Rows whose text a key sealed, a page at a time. A text's key stands in its first bytes, which no filter can look at; there are never
    /// many.
    /// </summary>
    private async IAsyncEnumerable<TableEntity> SealedByAsync(string keyId, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var row in table.ScanAsync(TableClient.CreateQueryFilter($"chunks ge {1}"), cancellation))
        {
            if (Sealer.IsSealedBy(row.GetBinary(Column(0)), keyId))
            {
                yield return row;
            }
        }
    }

    /// <summary>False if the row is no longer as it was read.</summary>
    private Task<bool> TryResealAsync(TableEntity row, CancellationToken cancellation)
    {
        Seal(row, Open(row).Body);
        return TryWriteAsync(row, row.ETag, cancellation);
    }

    private async Task<bool> TryWriteAsync(TableEntity row, ETag? readAs, CancellationToken cancellation)
    {
        try
        {
            await (
                readAs is { } tag
                    ? table.Of(row.PartitionKey).UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellation)
                    : table.Of(row.PartitionKey).AddEntityAsync(row, cancellation)
            );
            return true;
        }
        catch (RequestFailedException conflict) when (conflict.Status is 404 or 409 or 412)
        {
            return false;
        }
    }

    private void Seal(TableEntity row, byte[] body)
    {
        var chunks = sealer.SealBytes(body, Context(row)).Chunk(ChunkBytes).ToList();
        row[Chunks] = chunks.Count;
        for (var i = 0; i < chunks.Count; i++)
        {
            row[Column(i)] = chunks[i];
        }
    }

    private PoisonMessage Open(TableEntity row)
    {
        var bytes = Enumerable.Range(0, row.GetInt32(Chunks)!.Value).SelectMany(i => row.GetBinary(Column(i))).ToArray();
        return new PoisonMessage(Entry(row), sealer.OpenBytes(bytes, Context(row)), row.ETag)
        {
            MendedKey = row.GetString(MendedKey),
            MendedBy = row.GetString(MendedBy),
        };
    }

    private static PoisonEntry Entry(TableEntity row) =>
        new(
            row.PartitionKey,
            row.RowKey,
            row.GetString(Reason),
            row.GetDateTimeOffset(FirstSeen)!.Value,
            row.GetDateTimeOffset(LastSeen)!.Value,
            row.GetInt32(Times)!.Value,
            row.GetInt32(Length)!.Value
        );

    private static string Column(int index) => string.Create(CultureInfo.InvariantCulture, $"body{index}");

    private static string Context(TableEntity row) => $"{TableNames.Poison}|{row.PartitionKey}|{row.RowKey}";
}
