using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Policies;

/// <summary>
/// Starts sweeps and works on their ranges. A range is read as one stream in the order of its keys, so it needs no list of holders and
/// little memory; its row says how far it is, and only who writes that row next has counted.
/// </summary>
public sealed class Sweeper(
    SweepsTable sweeps,
    PoliciesTable policies,
    HoldersTable holders,
    CurrentPolicy current,
    RecomputeQueue recompute,
    SweepsQueue queue,
    TimeProvider clock
)
{
    /// <summary>After a crash at most this many holders are assessed again.</summary>
    private const int CheckpointEvery = 100;

    /// <summary>Then the range goes to the end of the queue, so that no function runs into its time limit.</summary>
    private const int HoldersPerRun = 2000;

    private const int Parallelism = 16;

    /// <summary>Idempotent: what is done already is seen by the ranges' rows.</summary>
    public async Task<Sweep> StartAsync(Sweep sweep, TimeSpan delay, CancellationToken cancellation)
    {
        if (!await sweeps.TryAddAsync(sweep, cancellation))
        {
            sweep = await sweeps.FindAsync(sweep.Id, cancellation) ?? sweep;
        }

        await Parallel.ForEachAsync(
            sweep.Prefixes,
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (prefix, token) => await queue.SendAsync(sweep.Id, prefix, delay, token)
        );
        return sweep;
    }

    /// <summary>
    /// The sweep of a publication writes as long as its version is the one in force: too early it waits, too late there is nothing left to
    /// do.
    /// </summary>
    public async Task WorkAsync(string sweepId, string prefix, CancellationToken cancellation)
    {
        if (await sweeps.FindAsync(sweepId, cancellation) is not { } sweep)
        {
            throw new InvalidOperationException($"Sweep {sweepId} is not there.");
        }

        var version = (await policies.ListAsync(cancellation)).FirstOrDefault(version => version.Sequence == sweep.PolicySequence);
        if (!sweep.IsTrial && version?.EffectiveAt is { } effectiveAt && effectiveAt > clock.GetUtcNow())
        {
            await queue.SendAsync(sweepId, prefix, effectiveAt + PolicyPublisher.Settling - clock.GetUtcNow(), cancellation);
            return;
        }

        var policy = version is null ? current.BuiltIn : new NumberedPolicy(version.Sequence, version.Parse());
        var (range, readAs) = await sweeps.ReadRangeAsync(sweepId, prefix, cancellation);
        if (range.FinishedAt is not null)
        {
            return;
        }

        var start = range.Done;
        await foreach (var holder in holders.ReadRangeAsync(prefix, range.After, cancellation))
        {
            if (!sweep.IsTrial && (await current.CurrentAsync(cancellation)).Sequence != policy.Sequence)
            {
                // Another version decides by now, and has a sweep of its own, which this one must not undo.
                break;
            }

            range = await SweepAsync(sweep, policy, holder, range, cancellation);
            if ((range.Done - start) % CheckpointEvery != 0)
            {
                continue;
            }

            if (!await sweeps.TryCheckpointAsync(sweepId, range, readAs, cancellation))
            {
                return;
            }

            if (range.Done - start >= HoldersPerRun)
            {
                await queue.SendAsync(sweepId, prefix, TimeSpan.Zero, cancellation);
                return;
            }

            (_, readAs) = await sweeps.ReadRangeAsync(sweepId, prefix, cancellation);
        }

        await sweeps.TryCheckpointAsync(sweepId, range with { FinishedAt = clock.GetUtcNow() }, readAs, cancellation);
    }

    private async Task<SweepRange> SweepAsync(
        Sweep sweep,
        NumberedPolicy policy,
        Holder holder,
        SweepRange range,
        CancellationToken cancellation
    )
    {
        // Facts without a status wait for their first folding, which uses the policy in force anyway.
        if (holder.Status is not { } old)
        {
            return range with { After = holder.Key, Done = range.Done + 1 };
        }

        var status = policy.Assess(old.Document, holder);
        var now = clock.GetUtcNow();
        if (!sweep.IsTrial && (!await WriteAsync(holder, old, status, now, cancellation) || ConcernsOwner(status, now)))
        {
            await recompute.SendAsync(holder.Key, "sweep", cancellation);
        }

        Instrumentation.Swept(sweep.IsTrial);
        return range.With(holder.Key, old.Schedule.At(now).Color, status.Schedule.At(now).Color);
    }

    /// <summary>False if somebody else wrote first; then the color is recomputed from what they wrote.</summary>
    private async Task<bool> WriteAsync(
        Holder holder,
        HolderStatus old,
        HolderStatus status,
        DateTimeOffset now,
        CancellationToken cancellation
    )
    {
        if (old.SaysTheSameAs(status))
        {
            return true;
        }

        if (!await holders.TryWriteStatusAsync(holder.Key, status, holder.Version, cancellation))
        {
            return false;
        }

        Instrumentation.ColorChanged(old.Schedule.At(now).Color, status.Schedule.At(now).Color);
        return true;
    }

    /// <summary>
    /// Another color now, or at another time, than the owner was told or will be: the recomputation sees to it, also if a crash came in
    /// between.
    /// </summary>
    private static bool ConcernsOwner(HolderStatus status, DateTimeOffset now) =>
        status.Owner?.NewsBy(status.Schedule) is { } news
        && (news.IsNews(status.Schedule.At(now).Color) || news.DueAt != status.Schedule.ColorChangesAt(now));
}
