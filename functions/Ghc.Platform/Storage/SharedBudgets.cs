using System.Collections.Concurrent;
using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Ghc.Domain;

namespace Ghc.Platform.Storage;

/// <summary>How much of something one key may use in each window of time, over all instances of the app.</summary>
public sealed record Budget(string Name, int Limit, TimeSpan Window)
{
    /// <summary>
    /// Permits that an instance takes at once, so that a busy key does not cost two calls of storage each time. Few, since a hundred
    /// instances may share a key.
    /// </summary>
    public int Block => Math.Max(1, Limit / 100);
}

/// <summary>
/// Budgets: a partition a budget and key, with one row that counts what instances took in the present window. An instance uses up what it
/// took before it takes more, so what is left in one is missing in another: never more than the limit is spent, and a little less where
/// many instances share it.
/// </summary>
public sealed class SharedBudgets(StorageClients clients, TimeProvider clock)
{
    private const string CountRow = "count";
    private const string Taken = "taken";
    private const string EndsAt = "endsAt";
    private const string WrittenBy = "writtenBy";

    /// <summary>
    /// Keys that one instance keeps in memory; beyond them it forgets what it took, which costs permits and never gives any.
    /// </summary>
    private const int MostKeys = 20_000;

    private readonly SpreadTable table = clients.Table(TableNames.Budgets);
    private readonly ConcurrentDictionary<(string Name, string Key), Share> shares = new();

    /// <summary>One permit, or how long to wait for the next window.</summary>
    public async Task<Outcome<bool>> TakeAsync(Budget budget, string key, CancellationToken cancellation)
    {
        var share = Of(budget, key);
        await share.Turn.WaitAsync(cancellation);
        try
        {
            if (share.TryUse())
            {
                return true;
            }

            if (!share.IsSpent)
            {
                var block = await TakeBlockAsync(budget, key, share.EndsAt, cancellation);
                share.IsSpent = block.IsLast;
                share.Add(block.Permits);
            }

            return share.TryUse() ? true : TooMany(share.EndsAt);
        }
        finally
        {
            share.Turn.Release();
        }
    }

    /// <summary>
    /// Whether this instance knows that nothing is left. Costs no call: an instance that does not know it yet learns it by taking.
    /// </summary>
    public Outcome<bool> Check(Budget budget, string key) =>
        Of(budget, key) is { IsSpent: true, Left: 0 } share ? TooMany(share.EndsAt) : true;

    /// <summary>What was taken turned out to be used well, and counts no more.</summary>
    public void GiveBack(Budget budget, string key)
    {
        if (Of(budget, key) is { } share && share.Left < budget.Limit)
        {
            share.Add(1);
        }
    }

    /// <summary>Deletes the counts of windows that are over.</summary>
    public Task<Purged> PurgeAsync(string? from, Func<bool> isOver, CancellationToken cancellation) =>
        StaleRows.DeleteAsync(
            table.Home,
            TableClient.CreateQueryFilter($"endsAt lt {clock.GetUtcNow().UtcTicks}"),
            from,
            isOver,
            cancellation
        );

    private Refusal TooMany(DateTimeOffset endsAt) => new(RefusalCodes.TooManyRequests) { RetryAfter = endsAt - clock.GetUtcNow() };

    private Share Of(Budget budget, string key)
    {
        var now = clock.GetUtcNow();
        var endsAt = new DateTimeOffset(((now.UtcTicks / budget.Window.Ticks) + 1) * budget.Window.Ticks, TimeSpan.Zero);
        if (shares.Count >= MostKeys)
        {
            shares.Clear();
        }

        return shares.AddOrUpdate(
            (budget.Name, key),
            _ => new Share(endsAt),
            (_, share) => share.EndsAt == endsAt ? share : new Share(endsAt)
        );
    }

    /// <summary>As many as are left, a block at most.</summary>
    private async Task<(int Permits, bool IsLast)> TakeBlockAsync(
        Budget budget,
        string key,
        DateTimeOffset endsAt,
        CancellationToken cancellation
    )
    {
        var partition = string.Create(CultureInfo.InvariantCulture, $"{budget.Name}|{key}");
        return (
            await OptimisticConcurrency.UpdateAsync<TableEntity?, TableEntity, (int, bool)>(
                async () =>
                    await table.Of(partition).GetEntityIfExistsAsync<TableEntity>(partition, CountRow, cancellationToken: cancellation)
                        is { HasValue: true, Value: { } row }
                        ? row
                        : null,
                row =>
                {
                    var taken = row?.GetInt64(EndsAt) == endsAt.UtcTicks ? row.GetInt32(Taken) ?? 0 : 0;
                    var block = Math.Min(budget.Block, budget.Limit - taken);
                    return block <= 0
                        ? (0, true)
                        : Decision.Write(
                            new TableEntity(partition, CountRow)
                            {
                                [Taken] = taken + block,
                                [EndsAt] = endsAt.UtcTicks,
                                [WrittenBy] = Guid.NewGuid(),
                            },
                            (block, taken + block == budget.Limit)
                        );
                },
                (row, next) => TryWriteAsync(next, row?.ETag, cancellation),
                cancellation
            )
        ).Value;
    }

    /// <summary>A conflict with one's own write, whose answer was lost, is none.</summary>
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
        catch (RequestFailedException conflict) when (conflict.Status is 409 or 412 or 404)
        {
            var there = await table
                .Of(row.PartitionKey)
                .GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
            return there.HasValue && there.Value!.GetGuid(WrittenBy) == row.GetGuid(WrittenBy);
        }
    }

    /// <summary>What this instance took for one key in one window.</summary>
    private sealed class Share(DateTimeOffset endsAt)
    {
        private int left;

        public DateTimeOffset EndsAt => endsAt;

        public SemaphoreSlim Turn { get; } = new(1);

        public int Left => Volatile.Read(ref left);

        /// <summary>The window has nothing left for anybody.</summary>
        public bool IsSpent { get; set; }

        public void Add(int permits) => Interlocked.Add(ref left, permits);

        /// <summary>Only the one whose turn it is uses; others may add.</summary>
        public bool TryUse()
        {
            if (Left == 0)
            {
                return false;
            }

            Interlocked.Decrement(ref left);
            return true;
        }
    }
}
