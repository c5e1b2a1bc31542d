using Ghc.Domain.Accounts;
using Ghc.Functions.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Appeals;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.LabResults;
using Ghc.Functions.Measures;
using Ghc.Functions.Rules;
using Ghc.Functions.Sunset;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Retention;

/// <summary>
/// Deletes everything whose time is over, in steps. Each has its share of the time, so that no heap of one kind keeps the others waiting,
/// and what some leave over is shared by the rest; where a step stopped, it goes on, if need be in the next run. Each step can end
/// anywhere: the next run finds what is left.
/// </summary>
public sealed class Purge(
    VisitsTable visits,
    AccountsTable accounts,
    HoldersTable holders,
    ExposedTable exposed,
    LabOutcomesTable outcomes,
    AppealsTable appeals,
    SharedBudgets budgets,
    PurgeProgressTable progress,
    HolderPurge holderPurge,
    Eraser eraser,
    CurrentPolicy policies,
    SunsetState sunset,
    IOptions<RetentionOptions> options,
    IOptions<VisitOptions> visitOptions,
    TimeProvider clock
)
{
    /// <summary>Partitions of holders that are under way, and in memory, at once.</summary>
    private const int Parallelism = 16;

    /// <summary>One kind of thing: what is left of it, from where it stopped before, until time is over.</summary>
    private delegate Task<Purged> Step(string? from, Func<bool> isOver, CancellationToken cancellation);

    public async Task<PurgeReport> RunAsync(CancellationToken cancellation)
    {
        var report = new PurgeReport();
        var now = clock.GetUtcNow();
        var end = now.AddSeconds(options.Value.RunSeconds);
        var positions = await progress.ReadAsync(cancellation);
        var left = Steps(report, now);
        do
        {
            left = await RunAsync(left, positions, report, end, cancellation);
        } while (left.Count > 0 && clock.GetUtcNow() < end);
        report.Finished = left.Count == 0;
        return report;
    }

    /// <summary>Each of the steps once; those that did not come to their end.</summary>
    private async Task<List<(string Name, Step Step)>> RunAsync(
        List<(string Name, Step Step)> steps,
        Dictionary<string, string?> positions,
        PurgeReport report,
        DateTimeOffset end,
        CancellationToken cancellation
    )
    {
        foreach (var (index, (name, step)) in steps.Index())
        {
            var begin = clock.GetUtcNow();
            var over = begin + ((end - begin) / (steps.Count - index));
            var from = positions.GetValueOrDefault(name);
            var purged = await step(from, () => clock.GetUtcNow() >= over, cancellation);
            report.Add(name, purged.Count);
            if (purged.Next != from)
            {
                await progress.WriteAsync(name, purged.Next, cancellation);
            }

            positions[name] = purged.Next;
        }

        return [.. steps.Where(each => positions[each.Name] is not null)];
    }

    private List<(string Name, Step Step)> Steps(PurgeReport report, DateTimeOffset now)
    {
        var days = options.Value;
        var share = sunset.Retention;
        DateTimeOffset Oldest(int kept) => now.AddDays(-kept * share);
        var oldestVisit = Oldest(visitOptions.Value.VisitDays);
        // Once the export has ended, only staff have anything left to sign in for.
        var idleSince = share > 0 ? Oldest(days.IdleAccountDays) - SignInState.SignInGrain : now;
        return
        [
            ("visits", (from, isOver, cancellation) => visits.PurgeByPlaceAsync(oldestVisit, from, isOver, cancellation)),
            ("holder-visits", (from, isOver, cancellation) => visits.PurgeByHolderAsync(oldestVisit, from, isOver, cancellation)),
            ("exposed", (from, isOver, cancellation) => exposed.PurgeAsync(oldestVisit, from, isOver, cancellation)),
            (
                "unused-phones",
                (from, isOver, cancellation) => accounts.PurgeSignInsAsync(now.AddDays(-days.UnusedPhoneDays), from, isOver, cancellation)
            ),
            (
                "idle-accounts",
                (from, isOver, cancellation) =>
                    accounts.WalkIdleAsync(
                        idleSince,
                        account => eraser.EraseAsync(account.Key, account.Data!, cancellation),
                        from,
                        isOver,
                        cancellation
                    )
            ),
            ("outcomes", (from, isOver, cancellation) => outcomes.PurgeOutcomesAsync(Oldest(days.OutcomeDays), from, isOver, cancellation)),
            (
                "accessions",
                (from, isOver, cancellation) => outcomes.PurgeHistoriesAsync(Oldest(days.AccessionDays), from, isOver, cancellation)
            ),
            ("appeals", (from, isOver, cancellation) => appeals.PurgeAsync(Oldest(days.AppealDays), from, isOver, cancellation)),
            // Counts of limits hold nothing that anybody would ask about, so the report leaves them out.
            ("budgets", async (from, isOver, cancellation) => (await budgets.PurgeAsync(from, isOver, cancellation)) with { Count = 0 }),
            ("holders", (from, isOver, cancellation) => WalkHoldersAsync(report, now, share, from, isOver, cancellation)),
        ];
    }

    /// <summary>What it deletes is of several kinds, so it counts by itself.</summary>
    private async Task<Purged> WalkHoldersAsync(
        PurgeReport report,
        DateTimeOffset now,
        double share,
        string? from,
        Func<bool> isOver,
        CancellationToken cancellation
    )
    {
        await foreach (var batch in holders.WalkAsync(from, cancellation).Chunk(Parallelism).WithCancellation(cancellation))
        {
            // Rules may change during the walk, and nobody is written back to the former ones.
            var policy = await policies.CurrentAsync(cancellation);
            await Task.WhenAll(batch.Select(holdings => holderPurge.RunAsync(holdings, policy, report, now, share, cancellation)));
            if (isOver())
            {
                return new Purged(0, batch[^1].Key);
            }
        }

        return new Purged(0, null);
    }
}
