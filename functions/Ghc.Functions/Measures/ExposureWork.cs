using Ghc.Domain.Measures;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>How far the work is: <paramref name="Done"/> visits, the next ones from <paramref name="Hour"/> of the span on, after the row <paramref name="After"/>.</summary>
public sealed record ExposureProgress(int Hour, string After, int Done, DateTimeOffset? FinishedAt)
{
    public static readonly ExposureProgress Start = new(0, "", 0, null);

    /// <summary>When the work was done before it looks for late visits; null the first time.</summary>
    public DateTimeOffset? FinishedBefore { get; init; }
}

/// <summary>What GET api/exposures/{id} tells. <paramref name="Done"/>: visits looked at; one person may have several.</summary>
public sealed record ExposureView(
    string ExposureId, string PlaceId, DateTimeOffset From, DateTimeOffset To, string State, int Done, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt);

/// <summary>
/// Puts a measure of a place on everyone scanned there, or lifts it from them: a batch a message, and the message only says "go on". Where to go on
/// stands in a checkpoint that is written by one conditional write, so a repeated or doubled message does nothing twice.
/// </summary>
public sealed class ExposureWork(MeasuresTable measures, HoldersTable holders, VisitsTable visits, MeasureEffects effects, MeasuresQueue queue, TimeProvider clock)
{
    private const int BatchSize = 100;

    /// <summary>Hours without a visit cost a read each.</summary>
    private const int HoursPerRun = 48;

    private const int Parallelism = 8;

    /// <summary>Longer than a pass over the visits takes, and than clocks differ: what was written since the last pass ended, less this, may be new.</summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public async Task RunAsync(MeasureCase measure, ExposureSite site, CancellationToken cancellation)
    {
        var (progress, readAs) = await measures.ReadProgressAsync(measure.Id, PhaseOf(measure), cancellation);
        if (progress.FinishedAt is not null)
        {
            return;
        }

        var (found, next) = await ReadAsync(site, progress, cancellation);
        await Parallel.ForEachAsync(
            found.Where(written => progress.FinishedBefore is not { } before || written.At >= before - Overlap).Select(written => written.Visit)
                .Where(visit => visit.ScannedAt >= site.From && visit.ScannedAt <= site.To).Select(visit => visit.DocumentKey).Distinct(),
            new ParallelOptions { MaxDegreeOfParallelism = Parallelism, CancellationToken = cancellation },
            async (holderId, token) => await RecordAsync(measure, holderId, token));
        if (await measures.TryWriteProgressAsync(measure.Id, PhaseOf(measure), next, readAs, cancellation) && next.FinishedAt is null)
        {
            await queue.SendAsync(measure.Id, cancellation);
        }

        // Who was not the one to write the checkpoint leaves: whoever was sends the next message, or gets this one again.
    }

    /// <summary>Begins another pass once the exposure is twice as long ago as it was when the last one ended.</summary>
    public async Task LookAgainAsync(MeasureCase measure, ExposureSite site, CancellationToken cancellation)
    {
        var (progress, readAs) = await measures.ReadProgressAsync(measure.Id, PhaseOf(measure), cancellation);
        if (progress.FinishedAt is { } finished)
        {
            if (clock.GetUtcNow() - site.To < 2 * (finished - site.To))
            {
                return;
            }

            await measures.TryWriteProgressAsync(measure.Id, PhaseOf(measure), ExposureProgress.Start with { FinishedBefore = finished }, readAs, cancellation);
        }

        // Also where a pass is under way: the message of one that was begun may never have been sent, and one too many does nothing.
        await queue.SendAsync(measure.Id, cancellation);
    }

    public async Task<ExposureView> ViewAsync(MeasureCase measure, CancellationToken cancellation)
    {
        var state = measure.StateAt(clock.GetUtcNow());
        var progress = measure.Approved is null ? ExposureProgress.Start : (await measures.ReadProgressAsync(measure.Id, PhaseOf(measure), cancellation)).Progress;
        var finishedAt = progress.FinishedAt ?? progress.FinishedBefore;
        var text = (state, finishedAt) switch
        {
            (MeasureState.InForce, null) => "running",
            (MeasureState.InForce, _) => "done",
            (MeasureState.Lifted, null) => "lifting",
            _ => Words.Of(state),
        };
        return new ExposureView(
            measure.Id, measure.Site!.PlaceId, measure.Site.From, measure.Site.To, text, progress.Done, measure.Approved?.At, finishedAt);
    }

    private async Task RecordAsync(MeasureCase measure, string holderId, CancellationToken cancellation)
    {
        // Whoever erased their account since has no status, and facts of theirs find their way by the document alone.
        if (await holders.ReadStatusAsync(holderId, cancellation) is { } status)
        {
            await effects.RecordAsync(holderId, status.Document, measure.ToFact(MeasureIds.OfHolder(measure.Id, holderId)), measure.LegalReason, cancellation);
        }
    }

    /// <summary>The next visits of the span's hours, and the checkpoint after them.</summary>
    private async Task<(IReadOnlyList<WrittenVisit> Visits, ExposureProgress Next)> ReadAsync(
        ExposureSite site, ExposureProgress progress, CancellationToken cancellation)
    {
        var found = new List<WrittenVisit>();
        var (hour, after) = (progress.Hour, progress.After);
        for (var hours = 0; hours < HoursPerRun && found.Count < BatchSize; hours++, hour++, after = "")
        {
            var time = site.From.AddHours(hour);
            if (HourOf(time) > HourOf(site.To))
            {
                return (found, Next("", clock.GetUtcNow()));
            }

            var page = await visits.OfPlaceAsync(site.PlaceId, time, after, BatchSize - found.Count, cancellation);
            found.AddRange(page.Visits);
            if (found.Count == BatchSize)
            {
                return (found, Next(page.Last, null));
            }
        }

        return (found, Next(after, null));

        ExposureProgress Next(string last, DateTimeOffset? finishedAt) => progress with { Hour = hour, After = last, Done = progress.Done + found.Count, FinishedAt = finishedAt };
    }

    private static long HourOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerHour;

    private static string PhaseOf(MeasureCase measure) => measure.Ended is null ? "put" : "lift";
}
