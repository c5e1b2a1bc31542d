using Ghc.Domain.Accounts;
using Ghc.Functions.Accounts;
using Ghc.Functions.Policies;
using Ghc.Functions.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Retention;

/// <summary>Deletes everything whose time is over. Each step can end anywhere: the next run finds what is left.</summary>
public sealed class Purge(
    VisitsTable visits, AccountsTable accounts, HoldersTable holders, LabOutcomesTable outcomes, PurgeProgress progress, HolderPurge holderPurge, Eraser eraser, PolicyDesk policies,
    IOptions<RetentionOptions> options, TimeProvider clock)
{
    /// <summary>Each takes some ten calls, one after the other; the rest has its turn the next night.</summary>
    private const int MostErased = 500;

    /// <summary>Partitions of holders that are under way, and in memory, at once.</summary>
    private const int Parallelism = 16;

    public async Task<PurgeReport> RunAsync(CancellationToken cancellation)
    {
        var report = new PurgeReport();
        var now = clock.GetUtcNow();
        var (byPlace, byHolder) = await visits.PurgeAsync(now.AddDays(-options.Value.VisitDays), cancellation);
        report.Add("visits", byPlace);
        report.Add("holder-visits", byHolder);
        report.Add("unused-phones", await accounts.PurgeSignInsAsync(now.AddDays(-options.Value.UnusedPhoneDays), cancellation));
        report.Add("idle-accounts", await EraseIdleAsync(now.AddDays(-options.Value.IdleAccountDays) - SignInState.SignInGrain, cancellation));
        var (told, histories) = await outcomes.PurgeAsync(now.AddDays(-options.Value.OutcomeDays), now.AddDays(-options.Value.AccessionDays), cancellation);
        report.Add("outcomes", told);
        report.Add("accessions", histories);
        await WalkHoldersAsync(report, now, cancellation);
        return report;
    }

    private async Task<int> EraseIdleAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var erased = 0;
        await foreach (var account in accounts.IdleAsync(before, cancellation).Take(MostErased))
        {
            await eraser.EraseAsync(account.Key, account.Data!, cancellation);
            erased++;
        }

        return erased;
    }

    /// <summary>The walk goes on where the last run left it, so that every holder has its turn however many there are.</summary>
    private async Task WalkHoldersAsync(PurgeReport report, DateTimeOffset started, CancellationToken cancellation)
    {
        var end = started.AddSeconds(options.Value.WalkSeconds);
        var policy = await policies.CurrentAsync(cancellation);
        var after = await progress.ReadAsync(cancellation);
        await foreach (var batch in BatchesAsync(after, cancellation))
        {
            await Task.WhenAll(batch.Select(holdings => holderPurge.RunAsync(holdings, policy, report, started, cancellation)));
            if (clock.GetUtcNow() >= end)
            {
                report.Finished = false;
                await progress.WriteAsync(batch[^1].Key, cancellation);
                return;
            }
        }

        if (after is not null)
        {
            await progress.WriteAsync(after: null, cancellation);
        }
    }

    private async IAsyncEnumerable<List<Holdings>> BatchesAsync(string? after, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var batch = new List<Holdings>(Parallelism);
        await foreach (var holdings in holders.WalkAsync(after, cancellation))
        {
            batch.Add(holdings);
            if (batch.Count == Parallelism)
            {
                yield return batch;
                batch = new(Parallelism);
            }
        }

        if (batch.Count > 0)
        {
            yield return batch;
        }
    }
}
