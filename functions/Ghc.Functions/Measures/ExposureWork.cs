using System.Globalization;
using Ghc.Domain.Measures;
using Ghc.Functions.Gates;
using Ghc.Functions.Places;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>
/// Counts whom a proposed measure of a place would reach, puts it on everyone scanned there, or lifts it from them: a batch a message, and
/// the message only says "go on". Where to go on stands in a checkpoint that is written by one conditional write, so a repeated or doubled
/// message does nothing twice.
/// </summary>
public sealed class ExposureWork(
    MeasuresTable measures,
    ExposurePeople people,
    VisitsTable visits,
    PlacesTable places,
    MeasuresQueue queue,
    TimeProvider clock
)
{
    private const int BatchSize = 100;

    /// <summary>Hours without a visit cost a read each.</summary>
    private const int HoursPerRun = 48;

    private const string TrialPhase = "trial";

    /// <summary>
    /// Longer than a pass over the visits takes, and than clocks differ: what was written since the last pass ended, less this, may be new.
    /// </summary>
    private static readonly TimeSpan Overlap = TimeSpan.FromHours(1);

    public async Task RunAsync(MeasureCase measure, ExposureSite site, CancellationToken cancellation)
    {
        var (progress, readAs) = await measures.ReadProgressAsync(measure.Id, PhaseOf(measure), cancellation);
        if (progress.FinishedAt is not null)
        {
            return;
        }

        var (found, next) = await ReadAsync(site, progress, cancellation);
        string[] holderIds =
        [
            .. found
                .Where(written => progress.FinishedBefore is not { } before || written.At >= before - Overlap)
                .Select(written => written.Visit)
                .Where(visit => visit.ScannedAt >= site.From && visit.ScannedAt <= site.To)
                .Select(visit => visit.DocumentKey)
                .Distinct(),
        ];
        next = next.With(await people.WorkAsync(measure, holderIds, progress.Batch, cancellation));
        if (await measures.TryWriteProgressAsync(measure.Id, PhaseOf(measure), next, readAs, cancellation) && next.FinishedAt is null)
        {
            await queue.SendAsync(measure.Id, cancellation);
        }

        // Another run wrote the checkpoint. It sends the next message, or gets this one again.
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

            await measures.TryWriteProgressAsync(measure.Id, PhaseOf(measure), progress.NextPass(), readAs, cancellation);
        }

        // Also where a pass is under way: the message of one that was begun may never have been sent, and one too many does nothing.
        await queue.SendAsync(measure.Id, cancellation);
    }

    public async Task<ExposureView> ViewAsync(MeasureCase measure, CultureInfo language, CancellationToken cancellation)
    {
        var state = measure.StateAt(clock.GetUtcNow());
        var site = measure.Site!;
        var progress = measure.Approved is null
            ? ExposureProgress.Start
            : (await measures.ReadProgressAsync(measure.Id, PhaseOf(measure), cancellation)).Progress;
        var finishedAt = progress.FinishedAt ?? progress.FinishedBefore;
        var text = (state, finishedAt) switch
        {
            (MeasureState.InForce, null) => "running",
            (MeasureState.InForce, _) => "done",
            (MeasureState.Lifted, null) => "lifting",
            _ => Words.Of(state),
        };
        return new ExposureView(
            measure.Id,
            site.PlaceId,
            (await places.FindAsync(site.PlaceId, cancellation))?.NameIn(language),
            site.From,
            site.To,
            text,
            progress.Done,
            progress.People,
            progress.Told,
            await TrialAsync(measure.Id, cancellation),
            measure.Approved?.At,
            finishedAt
        );
    }

    /// <summary>How many people the measure concerns, as counted from the proposal on.</summary>
    public async Task<ExposureTrial> TrialAsync(string id, CancellationToken cancellation) =>
        ExposureTrial.Of((await measures.ReadProgressAsync(id, TrialPhase, cancellation)).Progress);

    /// <summary>The next visits of the span's hours, and the checkpoint after them.</summary>
    private async Task<(IReadOnlyList<WrittenVisit> Visits, ExposureProgress Next)> ReadAsync(
        ExposureSite site,
        ExposureProgress progress,
        CancellationToken cancellation
    )
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

        ExposureProgress Next(string last, DateTimeOffset? finishedAt) =>
            progress with
            {
                Hour = hour,
                After = last,
                Done = progress.Done + found.Count,
                FinishedAt = finishedAt,
            };
    }

    private static long HourOf(DateTimeOffset time) => time.UtcTicks / TimeSpan.TicksPerHour;

    private static string PhaseOf(MeasureCase measure) =>
        measure.Approved is null ? TrialPhase
        : measure.Ended is null ? "put"
        : "lift";
}
