using System.Runtime.CompilerServices;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Holders;

/// <summary>What the purge needs: a walk over everything, a partition at a time, and deletes that never overtake a writer.</summary>
public sealed partial class HoldersTable
{
    /// <summary>A transaction takes 100 rows; one of them is the status.</summary>
    public const int MostChanged = SealedRows.MaxActions - 1;

    /// <summary>Keys are hexadecimal.</summary>
    private const string AfterAllKeys = "g";

    /// <summary>
    /// One scan of all that lies in the app's own account. Rows come sorted by partition, so no more than one partition is in memory.
    /// </summary>
    /// <param name="after">Where an earlier walk ended; null for the start.</param>
    public async IAsyncEnumerable<Holdings> WalkAsync(string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        await foreach (var partition in rows.ScanHomeAsync(after ?? "", AfterAllKeys, cancellation))
        {
            yield return Open(partition);
        }
    }

    /// <summary>
    /// Deletes facts and writes the status that no longer shows them, both or neither; false if somebody changed the status since it was
    /// read.
    /// </summary>
    public Task<bool> TryDropAsync(Holdings holdings, IReadOnlySet<Fact> dropped, HolderStatus? status, CancellationToken cancellation)
    {
        var actions = holdings
            .Facts.Where(fact => dropped.Contains(fact.Fact))
            .Select(fact => new TableTransactionAction(
                TableTransactionActionType.Delete,
                new TableEntity(holdings.Key, fact.Row),
                fact.ReadAs
            ))
            .ToList();
        if (status is not null)
        {
            actions.Add(new(TableTransactionActionType.UpdateReplace, Seal(holdings.Key, status), new ETag(holdings.Holder.Version!)));
        }

        return rows.TryCommitAsync(actions, cancellation);
    }

    /// <summary>
    /// Marks a status as about to be deleted. The tag to delete it by, or null if somebody else wrote it in the meantime.
    /// </summary>
    public async Task<ETag?> TryMarkForgottenAsync(Holder holder, CancellationToken cancellation)
    {
        return await rows.TryReplaceAsync(
            Seal(holder.Key, holder.Status! with { Forgotten = true }),
            new ETag(holder.Version!),
            cancellation
        );
    }

    public Task<bool> TryDeleteStatusAsync(string key, ETag readAs, CancellationToken cancellation) =>
        rows.TryDeleteAsync(key, StatusRow, readAs, cancellation);

    private Holdings Open(IReadOnlyList<TableEntity> partition)
    {
        var statusRow = partition.FirstOrDefault(row => row.RowKey == StatusRow);
        var status = statusRow is null ? null : rows.Open(statusRow, HoldersJson.Types.HolderStatus);
        var facts = partition.Where(row => row != statusRow).Select(row => (Row: row, Opened: OpenFact(row))).ToList();
        var key = partition[0].PartitionKey;
        return new Holdings(
            new Holder(
                key,
                status,
                statusRow?.ETag.ToString(),
                status?.Document ?? facts[0].Opened.Document,
                [.. facts.Select(fact => fact.Opened.Fact)]
            ),
            [.. facts.Select(fact => new FactRow(fact.Row.RowKey, fact.Row.ETag, fact.Opened.Fact))]
        );
    }
}

/// <summary>A partition with the rows that its facts stand in.</summary>
public sealed record Holdings(Holder Holder, IReadOnlyList<FactRow> Facts)
{
    public string Key => Holder.Key;
}

public sealed record FactRow(string Row, ETag ReadAs, Fact Fact);
