using Azure;
using Ghc.Domain.Measures;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Measures;

/// <summary>
/// Measures: cases and how far the work on those of a place is. A partition a month and keys that begin with the day, because what officers list is of
/// the last days. No scan and no assessment reads it: what counts is a fact in Holders.
/// </summary>
public sealed class MeasuresTable(StorageClients clients, Sealer sealer)
{
    private const string ProgressMark = "|progress|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Measures);

    public async Task<StoredCase?> FindAsync(string id, CancellationToken cancellation) =>
        MeasureIds.IsCase(id) && await rows.FindAsync(MonthOf(id), id, cancellation) is { } row
            ? new StoredCase(rows.Open(row, MeasuresJson.Types.MeasureCase), row.ETag)
            : null;

    /// <summary>False if the id is taken, or the case was changed since it was read.</summary>
    public Task<bool> TryWriteAsync(MeasureCase measure, ETag? readAs, CancellationToken cancellation) =>
        rows.TryWriteAsync(rows.Seal(MonthOf(measure.Id), measure.Id, measure, MeasuresJson.Types.MeasureCase), readAs, cancellation);

    /// <summary>All cases proposed on a day (UTC), in no order that matters.</summary>
    public async Task<IReadOnlyList<MeasureCase>> OfDayAsync(DateTimeOffset day, CancellationToken cancellation)
    {
        var prefix = MeasureIds.DayOf(day);
        return [.. (await rows.ListAsync(MonthOf(prefix), cancellation, prefix))
            .Where(row => MeasureIds.IsCase(row.RowKey))
            .Select(row => rows.Open(row, MeasuresJson.Types.MeasureCase))];
    }

    public async Task<(ExposureProgress Progress, ETag? ReadAs)> ReadProgressAsync(string id, string phase, CancellationToken cancellation) =>
        await rows.FindAsync(MonthOf(id), id + ProgressMark + phase, cancellation) is { } row
            ? (rows.Open(row, MeasuresJson.Types.ExposureProgress), row.ETag)
            : (ExposureProgress.Start, null);

    /// <summary>False if another worker was faster; its count is the one that stands.</summary>
    public Task<bool> TryWriteProgressAsync(string id, string phase, ExposureProgress progress, ETag? readAs, CancellationToken cancellation) =>
        rows.TryWriteAsync(rows.Seal(MonthOf(id), id + ProgressMark + phase, progress, MeasuresJson.Types.ExposureProgress), readAs, cancellation);

    private static string MonthOf(string id) => id[..6];
}

public sealed record StoredCase(MeasureCase Case, ETag ReadAs);
