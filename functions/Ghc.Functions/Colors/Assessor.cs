using System.Security.Cryptography;
using System.Text.Json;
using Azure;
using Ghc.Domain;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Logging;

namespace Ghc.Functions.Colors;

/// <summary>
/// Folds the facts of one document into its status, and has its owner told if that is news: one query, one conditional write; more only for
/// a document that is new or renewed, or whose owner has something to be told.
/// </summary>
public sealed partial class Assessor(
    HoldersTable holders,
    DocumentsTable documents,
    CurrentPolicy policies,
    Renewals renewals,
    ColorChangeNotifier announcer,
    RecomputeQueue recompute,
    TimeProvider clock,
    ILogger<Assessor> logger
)
{
    /// <summary>Longer than it takes from reading a holder to writing it.</summary>
    private static readonly TimeSpan UnderWay = TimeSpan.FromSeconds(5);

    /// <summary>
    /// Stores facts that just came together with the status that counts them. If the holder's rows do not open or never hold still, the
    /// facts are stored all the same and the queue sees to the color: one person's trouble must not hold up the others in a laboratory's
    /// batch.
    /// </summary>
    public async Task IngestAsync(string key, IReadOnlyList<ReportedFact> arrived, string cause, CancellationToken cancellation)
    {
        try
        {
            await AssessAsync(key, arrived, reportedAt: null, cancellation);
        }
        catch (Exception problem)
            when (problem is CryptographicException or JsonException or InvalidDataException or RequestFailedException { Status: 412 })
        {
            LogPassedOn(problem, key);
            await recompute.SendAsync(key, cause, cancellation, ReportedAt(await AddAsync(key, arrived, cancellation)));
        }
    }

    /// <param name="reportedAt">When the laboratory reported, if a result that is stored already is the cause.</param>
    public async Task AssessAsync(
        string key,
        IReadOnlyList<ReportedFact> arrived,
        DateTimeOffset? reportedAt,
        CancellationToken cancellation
    )
    {
        var tries = 0;
        var assessed = (
            await holders.UpdateAsync<Assessed>(
                key,
                arrived,
                async intake =>
                {
                    tries++;
                    return intake.Holder.Document is null ? new Assessed(intake, null) : await AssessAsync(intake, cancellation);
                },
                cancellation
            )
        ).Value;
        var (before, news) = (assessed.Intake.Holder.Status, assessed.Intake.News);
        if (assessed.Status is { } status)
        {
            CountChange(before ?? status, status);
            await announcer.AnnounceAsync(key, status, cancellation);
        }
        else
        {
            await AddMovedAsync(key, arrived, cancellation);
        }

        Instrumentation.RecordIngestLag(ReportedAt(news.Select(fact => fact.Fact)) ?? reportedAt, clock.GetUtcNow());
        if (before?.Successor is { } successor)
        {
            await HandOnAsync(key, successor, cancellation);
            await renewals.FinishAsync(key, before, cancellation);
        }

        LogAssessed(key, news.Count, tries);
    }

    /// <summary>The lag is that of the result that waited longest.</summary>
    private static DateTimeOffset? ReportedAt(IEnumerable<Fact> facts) =>
        facts.OfType<LabResult>().Min(result => (DateTimeOffset?)result.ReportedAt);

    /// <summary>
    /// Nothing is known of the document that a result moved away from, any more or yet: the result itself may be just about to be stored,
    /// by somebody who did not see that it moved. So the color is looked at again when that is done.
    /// </summary>
    private async Task AddMovedAsync(string key, IReadOnlyList<ReportedFact> arrived, CancellationToken cancellation)
    {
        if (arrived.Count > 0)
        {
            await AddAsync(key, arrived, cancellation);
            await recompute.SendAsync(key, "lab-result", cancellation, delay: UnderWay);
        }
    }

    /// <returns>Those that were not there before.</returns>
    private async Task<IReadOnlyList<Fact>> AddAsync(string key, IReadOnlyList<ReportedFact> facts, CancellationToken cancellation)
    {
        var added = new List<Fact>();
        foreach (var reported in facts)
        {
            if (await holders.AddAsync(key, reported, cancellation))
            {
                added.Add(reported.Fact);
            }
        }

        return added;
    }

    /// <summary>A fact for an older issuance counts for the renewed permit.</summary>
    private async Task HandOnAsync(string key, HolderSuccessor successor, CancellationToken cancellation)
    {
        await holders.CopyFactsAsync(key, successor, cancellation);
        await recompute.SendAsync(successor.Key, "renewal", cancellation);
    }

    /// <summary>Nothing is written if nothing is new, and the status would say the same.</summary>
    private async Task<Decision<HolderStatus, Assessed>> AssessAsync(Intake intake, CancellationToken cancellation)
    {
        var holder = intake.Holder;
        var policy = await policies.CurrentAsync(cancellation);
        var status = await announcer.RemindAsync(holder, policy.Assess(holder.Document!, holder) with { Forgotten = false }, cancellation);
        if (intake.News.Count == 0 && holder.Status is { } old && old.SaysTheSameAs(status))
        {
            return new Assessed(intake, status);
        }

        if (!holder.IsIndexed)
        {
            await documents.PutAsync(holder.Document!, cancellation);
        }

        return new(status, new Assessed(intake, status));
    }

    private void CountChange(HolderStatus before, HolderStatus after)
    {
        var now = clock.GetUtcNow();
        Instrumentation.ColorChanged(before.Schedule.At(now).Color, after.Schedule.At(now).Color);
    }

    /// <param name="Status">Null if no document is known under the key.</param>
    private sealed record Assessed(Intake Intake, HolderStatus? Status);

    [LoggerMessage(Level = LogLevel.Debug, Message = "Color assessed. Document: {DocumentKey}, new facts: {Facts}, tries: {Tries}")]
    private partial void LogAssessed(string documentKey, int facts, int tries);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Facts stored, but not folded; the queue sees to it. Document: {DocumentKey}")]
    private partial void LogPassedOn(Exception problem, string documentKey);
}
