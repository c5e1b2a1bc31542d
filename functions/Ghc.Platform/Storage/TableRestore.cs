using System.Security.Cryptography;
using Azure.Data.Tables;
using Ghc.Platform.Encryption;

namespace Ghc.Platform.Storage;

/// <summary>What a table would be, or was, restored to. <paramref name="Unreadable"/>: rows that the present keys do not open.</summary>
public sealed record RestoredTable(
    string Table,
    DateTimeOffset? FullAt,
    DateTimeOffset? LatestAt,
    int Partitions,
    int Rows,
    int Unreadable
);

/// <summary>Reads backups back: the latest full one, and the changes after it, of which the last copy of a partition counts.</summary>
public sealed class TableRestore(StorageClients clients, BackupStore store, Sealer sealer)
{
    private const string Data = "data";

    /// <summary>Far below the 4 MiB of a transaction.</summary>
    private const int RowsAtOnce = 50;

    /// <summary>Reads everything that a restore would read, and opens every sealed row.</summary>
    public async Task<RestoredTable> VerifyAsync(
        StorageAccount account,
        string table,
        DateTimeOffset? until,
        CancellationToken cancellation
    )
    {
        var (partitions, full, latest) = await ReadAsync(account, table, until, cancellation);
        var rows = partitions.Values.SelectMany(BackupRow.Read).ToList();
        return new RestoredTable(table, full, latest, partitions.Count, rows.Count, rows.Count(row => !Opens(table, row)));
    }

    /// <summary>Writes every partition back. Rows that are there and not in the backup stay: restore into empty tables.</summary>
    public async Task<RestoredTable> RestoreAsync(
        StorageAccount account,
        string table,
        DateTimeOffset? until,
        CancellationToken cancellation
    )
    {
        var (partitions, full, latest) = await ReadAsync(account, table, until, cancellation);
        var count = 0;
        foreach (var line in partitions.Values)
        {
            var rows = BackupRow.Read(line);
            count += rows.Count;
            foreach (var some in rows.Chunk(RowsAtOnce))
            {
                await clients
                    .Table(table)
                    .Of(some[0].PartitionKey)
                    .SubmitTransactionAsync(
                        some.Select(row => new TableTransactionAction(TableTransactionActionType.UpsertReplace, row)),
                        cancellation
                    );
            }
        }

        return new RestoredTable(table, full, latest, partitions.Count, count, Unreadable: 0);
    }

    public static async Task<bool> IsEmptyAsync(StorageAccount account, string table, CancellationToken cancellation) =>
        !await account
            .Tables.GetTableClient(table)
            .QueryAsync<TableEntity>(maxPerPage: 1, select: ["PartitionKey"], cancellationToken: cancellation)
            .AnyAsync(cancellation);

    private async Task<(SortedDictionary<string, string> Partitions, DateTimeOffset? Full, DateTimeOffset? Latest)> ReadAsync(
        StorageAccount account,
        string table,
        DateTimeOffset? until,
        CancellationToken cancellation
    )
    {
        var backups = (await store.ListAsync(account, table, cancellation)).Where(backup => !(backup.At > until)).ToList();
        var full = backups.FindLastIndex(backup => backup.IsFull);
        var partitions = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (full < 0)
        {
            return (partitions, null, null);
        }

        foreach (var backup in backups.Skip(full))
        {
            foreach (var line in await store.ReadAsync(backup, cancellation))
            {
                partitions[BackupRow.Read(line)[0].PartitionKey] = line;
            }
        }

        return (partitions, backups[full].At, backups[^1].At);
    }

    private bool Opens(string table, TableEntity row)
    {
        if (row.GetString(Data) is not { } text)
        {
            return true;
        }

        try
        {
            sealer.Open(text, SealedRows.ContextOf(table, row.PartitionKey, row.RowKey));
            return true;
        }
        catch (Exception wrong) when (wrong is CryptographicException or ArgumentException or FormatException)
        {
            return false;
        }
    }
}
