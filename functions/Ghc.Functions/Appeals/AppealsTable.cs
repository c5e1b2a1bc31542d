using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.Appeals;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Appeals;

/// <summary>
/// Appeals: a partition per holder, and one with an entry for each appeal that is not finished, in the order in which they were filed. An
/// entry is written before its appeal and deleted after its last step, so that no appeal is missing in the queue, whatever crashes.
/// </summary>
public sealed class AppealsTable(StorageClients clients, Sealer sealer)
{
    private const string Queue = "unfinished";

    /// <summary>In the clear, for the purge.</summary>
    private const string ClosedAt = "closedAt";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Appeals);

    public async Task<StoredAppeal?> FindAsync(string? id, CancellationToken cancellation) =>
        AppealIds.Split(id) is var (holderId, row) && await rows.FindAsync(holderId, row, cancellation) is { } found
            ? new StoredAppeal(rows.Open(found, AppealsJson.Types.Appeal), found.ETag)
            : null;

    /// <summary>All appeals about a holder, those under the documents that a renewed permit had before included, oldest first.</summary>
    public async Task<IReadOnlyList<Appeal>> OfHolderAsync(
        string holderId,
        IEnumerable<string> predecessors,
        CancellationToken cancellation
    ) =>
        [
            .. (await Task.WhenAll(predecessors.Prepend(holderId).Select(key => rows.ListAsync(key, cancellation))))
                .SelectMany(list => list)
                .Select(row => rows.Open(row, AppealsJson.Types.Appeal))
                .OrderBy(appeal => appeal.FiledAt),
        ];

    /// <summary>Adds an appeal as decided on all that there were about the holder.</summary>
    public Task<Outcome<Appeal>> AddAsync(
        string holderId,
        IEnumerable<string> predecessors,
        Func<IReadOnlyList<Appeal>, Task<Decision<Appeal, Appeal>>> decide,
        CancellationToken cancellation
    ) =>
        OptimisticConcurrency.UpdateAsync(
            () => OfHolderAsync(holderId, predecessors, cancellation),
            decide,
            (_, appeal) => TryAddAsync(appeal, cancellation),
            cancellation
        );

    /// <summary>Changes an appeal as decided; the decision sees null where there is none.</summary>
    public Task<Outcome<Appeal>> UpdateAsync(
        string id,
        Func<Appeal?, Task<Decision<Appeal, Appeal>>> decide,
        CancellationToken cancellation
    ) =>
        OptimisticConcurrency.UpdateAsync<StoredAppeal?, Appeal, Appeal>(
            () => FindAsync(id, cancellation),
            stored => decide(stored?.Appeal),
            (stored, next) => TryWriteAsync(next, stored?.ReadAs, cancellation),
            cancellation
        );

    /// <summary>False if the id is taken.</summary>
    private async Task<bool> TryAddAsync(Appeal appeal, CancellationToken cancellation)
    {
        await rows.PutAsync(
            rows.Seal(Queue, EntryOf(appeal), new QueuedAppeal(appeal.Id, appeal.FiledAt), AppealsJson.Types.QueuedAppeal),
            cancellation
        );
        return await TryWriteAsync(appeal, readAs: null, cancellation);
    }

    /// <summary>False if the appeal was changed since it was read.</summary>
    public Task<bool> TryWriteAsync(Appeal appeal, ETag? readAs, CancellationToken cancellation)
    {
        var (holderId, row) = AppealIds.Split(appeal.Id)!.Value;
        var entity = rows.Seal(holderId, row, appeal, AppealsJson.Types.Appeal);
        if (appeal.ClosedAt is { } at)
        {
            entity[ClosedAt] = at;
        }

        return rows.TryWriteAsync(entity, readAs, cancellation);
    }

    /// <summary>The next entries of the queue, oldest first.</summary>
    /// <param name="after">The row after which to go on, or empty.</param>
    public async Task<IReadOnlyList<(string Row, QueuedAppeal Entry)>> QueueAsync(
        string after,
        int count,
        CancellationToken cancellation
    ) =>
        [
            .. (await rows.PageAsync(Queue, after, "~", count, cancellation)).Select(row =>
                (row.RowKey, rows.Open(row, AppealsJson.Types.QueuedAppeal))
            ),
        ];

    public Task LeaveQueueAsync(string row, CancellationToken cancellation) => rows.DeleteAsync(Queue, row, cancellation);

    public Task LeaveQueueAsync(Appeal appeal, CancellationToken cancellation) => LeaveQueueAsync(EntryOf(appeal), cancellation);

    /// <summary>Deletes an appeal with its entry in the queue.</summary>
    public async Task DeleteAsync(Appeal appeal, CancellationToken cancellation)
    {
        var (holderId, row) = AppealIds.Split(appeal.Id)!.Value;
        await rows.DeleteAsync(holderId, row, cancellation);
        await LeaveQueueAsync(appeal, cancellation);
    }

    /// <summary>Deletes everything about a holder.</summary>
    public async Task ForgetAsync(string holderId, IEnumerable<string> predecessors, CancellationToken cancellation)
    {
        foreach (var appeal in await OfHolderAsync(holderId, predecessors, cancellation))
        {
            await DeleteAsync(appeal, cancellation);
        }
    }

    /// <summary>Deletes appeals that were closed before a time.</summary>
    public Task<Purged> PurgeAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        rows.DeleteHomeAsync(TableClient.CreateQueryFilter($"closedAt lt {before}"), from, isOver, cancellation);

    private static string EntryOf(Appeal appeal) =>
        string.Create(CultureInfo.InvariantCulture, $"{appeal.FiledAt.UtcDateTime:yyyyMMdd'T'HHmmssfff'Z'}|{appeal.Id}");
}

public sealed record StoredAppeal(Appeal Appeal, ETag ReadAs);

/// <summary>An entry of the queue. It holds no word of the appeal.</summary>
public sealed record QueuedAppeal(string AppealId, DateTimeOffset FiledAt);
