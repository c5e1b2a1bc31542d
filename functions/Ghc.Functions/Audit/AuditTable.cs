using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Audit;

/// <summary>One act of staff. <paramref name="Subject"/> and <paramref name="Details"/> hold keys and codes, never personal data.</summary>
/// <param name="Actor">The phone key of who did it, or "operator" for the command line.</param>
/// <param name="Hash">Over this entry and the hash of the one before, under the pepper: who changes an entry breaks the chain, and cannot mend it.</param>
public sealed record AuditEntry(long Sequence, DateTimeOffset At, string Actor, string Action, string Subject, string Details, string Hash);

/// <summary>Audit: an append-only, hash-chained record of what staff did.</summary>
public sealed class AuditTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms, TimeProvider clock)
{
    private const string Partition = "log";

    /// <summary>Sorts before every entry.</summary>
    private const string HeadRow = "!head";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Audit);

    /// <summary>The new entry and the new head go in by one transaction, so that two appends never share a place in the chain.</summary>
    public Task<AuditEntry> AppendAsync(string actor, string action, string subject, string details, CancellationToken cancellation) =>
        OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var headRow = await rows.FindAsync(Partition, HeadRow, cancellation);
                var head = headRow is null ? null : rows.Open(headRow, AuditJson.Types.AuditEntry);
                var entry = Chain(head, new AuditEntry((head?.Sequence ?? 0) + 1, clock.GetUtcNow(), actor, action, subject, details, ""));
                var newHead = rows.Seal(Partition, HeadRow, entry, AuditJson.Types.AuditEntry);
                var committed = await rows.TryCommitAsync(
                    [
                        headRow is null ? new(TableTransactionActionType.Add, newHead) : new(TableTransactionActionType.UpdateReplace, newHead, headRow.ETag),
                        new(TableTransactionActionType.Add, rows.Seal(Partition, KeyOf(entry), entry, AuditJson.Types.AuditEntry)),
                    ],
                    cancellation);
                return committed ? entry : null;
            },
            cancellation);

    public async Task<IReadOnlyList<AuditEntry>> ListAsync(CancellationToken cancellation) =>
        [.. (await rows.ListAsync(Partition, cancellation)).Where(row => row.RowKey != HeadRow).Select(row => rows.Open(row, AuditJson.Types.AuditEntry))];

    /// <summary>The first entry that does not follow from the one before, or null if the whole chain holds.</summary>
    public async Task<AuditEntry?> FindBreakAsync(CancellationToken cancellation)
    {
        AuditEntry? previous = null;
        AuditEntry? head = null;
        foreach (var row in await rows.ListAsync(Partition, cancellation))
        {
            var entry = OpenAnyway(row);
            if (row.RowKey == HeadRow)
            {
                head = entry;
                continue;
            }

            if (entry.Sequence != (previous?.Sequence ?? 0) + 1 || entry != Chain(previous, entry))
            {
                return entry;
            }

            previous = entry;
        }

        // The last entries may be gone, or the head.
        return head == previous ? null : head ?? previous;
    }

    /// <summary>A row that does not open was changed: an entry that fits nowhere, at the place that its key names.</summary>
    private AuditEntry OpenAnyway(TableEntity row)
    {
        try
        {
            return rows.Open(row, AuditJson.Types.AuditEntry);
        }
        catch (Exception changed) when (changed is CryptographicException or ArgumentException or JsonException)
        {
            _ = long.TryParse(row.RowKey, CultureInfo.InvariantCulture, out var sequence);
            return new AuditEntry(sequence, row.Timestamp ?? default, "", "unreadable", "", "", "");
        }
    }

    private AuditEntry Chain(AuditEntry? previous, AuditEntry entry)
    {
        var text = string.Join('\n', previous?.Hash ?? "", entry.Sequence, entry.At.ToUnixTimeMilliseconds(), entry.Actor, entry.Action, entry.Subject, entry.Details);
        return entry with { Hash = Convert.ToHexStringLower(pseudonyms.Mac("audit", text)) };
    }

    private static string KeyOf(AuditEntry entry) => entry.Sequence.ToString("D19", CultureInfo.InvariantCulture);
}
