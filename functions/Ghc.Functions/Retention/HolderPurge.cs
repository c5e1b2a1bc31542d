using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Retention;

/// <summary>
/// Lets old facts, printed codes and forgotten documents of one partition go. A partition that somebody writes to meanwhile is left alone:
/// it has its turn in the next run.
/// </summary>
public sealed class HolderPurge(HoldersTable holders, DocumentsTable documents, IOptions<RetentionOptions> options)
{
    /// <param name="share">Of the usual time, while the service ends. Of none, facts go that still decide a color too: nobody shows it any
    /// more.</param>
    public async Task RunAsync(
        Holdings holdings,
        NumberedPolicy policy,
        PurgeReport report,
        DateTimeOffset now,
        double share,
        CancellationToken cancellation
    )
    {
        var holder = holdings.Holder;
        if (holder is { Status.Owner: null, Facts.Count: 0 })
        {
            report.Add("documents", await ForgetAsync(holder, cancellation) ? 1 : 0);
            return;
        }

        var retention = new FactRetention(
            TimeSpan.FromDays(options.Value.FactDays * share),
            TimeSpan.FromDays(options.Value.LatestCrossingDays * share)
        );
        var dropped = retention.Disposable(
            holder.Facts,
            facts => policy.Policy.Schedule(share > 0 ? facts : []),
            now,
            HoldersTable.MostChanged
        );
        var prints = holder.Status?.Owner?.Prints.Count(print => print.ExpiresAt <= now) ?? 0;
        if (dropped.Count + prints == 0)
        {
            return;
        }

        var left = holder with { Facts = [.. holder.Facts.Where(fact => !dropped.Contains(fact))] };
        if (await holders.TryDropAsync(holdings, dropped, StatusOf(left, policy, now), cancellation))
        {
            Count(report, dropped, prints);
        }
    }

    private static HolderStatus? StatusOf(Holder left, NumberedPolicy policy, DateTimeOffset now)
    {
        if (left.Status is null)
        {
            return null;
        }

        var status = policy.Assess(left.Status.Document, left);
        return status with
        {
            Owner = status.Owner is { } owner ? owner with { Prints = [.. owner.Prints.Where(print => print.ExpiresAt > now)] } : null,
        };
    }

    /// <summary>
    /// A document of which nothing is known and which belongs to nobody. A fact may arrive at any moment of this, so the order matters: the
    /// tag of the index row is read first, then the status is marked. The ingest of the fact sees the mark and writes the index row again
    /// under a new tag, or wrote before the mark and so spoiled it.
    /// </summary>
    private async Task<bool> ForgetAsync(Holder holder, CancellationToken cancellation)
    {
        var document = holder.Status!.Document;
        var indexed = await documents.TagAsync(document, cancellation);
        if (await holders.TryMarkForgottenAsync(holder, cancellation) is not { } marked)
        {
            return false;
        }

        if (indexed is { } tag)
        {
            await documents.ForgetAsync(document, tag, cancellation);
        }

        return await holders.TryDeleteStatusAsync(holder.Key, marked, cancellation);
    }

    private static void Count(PurgeReport report, IReadOnlySet<Fact> dropped, int prints)
    {
        report.Add("crossings", dropped.Count(fact => fact is Crossing));
        report.Add("results", dropped.Count(fact => fact is LabResult or ResultMoved or UnreadableReport));
        report.Add("measures", dropped.Count(fact => fact is Measure));
        report.Add("printed-codes", prints);
    }
}
