using Azure;
using Ghc.Domain;
using Ghc.Domain.Measures;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Measures;

/// <summary>
/// Measures: cases and how far the work on those of a place is. A partition a month and keys that begin with the day, because what officers
/// list is of the last days. No scan and no assessment reads it: what counts is a fact in Holders.
/// </summary>
public sealed class MeasuresTable(StorageClients clients, Sealer sealer)
{
    private const string ProgressMark = "|progress|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Measures);

    public async Task<MeasureCase?> FindAsync(string id, CancellationToken cancellation) => (await ReadAsync(id, cancellation)).Value;

    /// <summary>False if the id is taken.</summary>
    public Task<bool> TryAddAsync(MeasureCase measure, CancellationToken cancellation) =>
        TryWriteAsync(Versioned<MeasureCase>.Absent, measure, cancellation);

    /// <summary>Changes a case as decided; <paramref name="prepare"/> runs before each try to write.</summary>
    public Task<Outcome<MeasureCase>> UpdateAsync(
        string id,
        Func<MeasureCase?, Decision<MeasureCase, MeasureCase>> decide,
        Func<Task> prepare,
        CancellationToken cancellation
    ) =>
        OptimisticConcurrency.UpdateAsync<Versioned<MeasureCase>, MeasureCase, MeasureCase>(
            () => ReadAsync(id, cancellation),
            stored => decide(stored.Value),
            async (stored, next) =>
            {
                await prepare();
                return await TryWriteAsync(stored, next, cancellation);
            },
            cancellation
        );

    private Task<Versioned<MeasureCase>> ReadAsync(string id, CancellationToken cancellation) =>
        MeasureIds.IsCase(id)
            ? rows.ReadAsync(MonthOf(id), id, MeasuresJson.Types.MeasureCase, cancellation)
            : Task.FromResult(Versioned<MeasureCase>.Absent);

    private Task<bool> TryWriteAsync(Versioned<MeasureCase> stored, MeasureCase measure, CancellationToken cancellation) =>
        rows.TryWriteAsync(
            rows.Seal(MonthOf(measure.Id), measure.Id, measure, MeasuresJson.Types.MeasureCase),
            stored.ReadAs,
            cancellation
        );

    /// <summary>All cases proposed on a day (UTC), in no order that matters.</summary>
    public async Task<IReadOnlyList<MeasureCase>> OfDayAsync(DateTimeOffset day, CancellationToken cancellation)
    {
        var prefix = MeasureIds.DayOf(day);
        return
        [
            .. (await rows.ListAsync(MonthOf(prefix), cancellation, prefix))
                .Where(row => MeasureIds.IsCase(row.RowKey))
                .Select(row => rows.Open(row, MeasuresJson.Types.MeasureCase)),
        ];
    }

    public async Task<(ExposureProgress Progress, ETag? ReadAs)> ReadProgressAsync(
        string id,
        string phase,
        CancellationToken cancellation
    ) =>
        await rows.FindAsync(MonthOf(id), id + ProgressMark + phase, cancellation) is { } row
            ? (rows.Open(row, MeasuresJson.Types.ExposureProgress), row.ETag)
            : (ExposureProgress.Start, null);

    /// <summary>False if another worker was faster; its count is the one that stands.</summary>
    public Task<bool> TryWriteProgressAsync(
        string id,
        string phase,
        ExposureProgress progress,
        ETag? readAs,
        CancellationToken cancellation
    ) =>
        rows.TryWriteAsync(
            rows.Seal(MonthOf(id), id + ProgressMark + phase, progress, MeasuresJson.Types.ExposureProgress),
            readAs,
            cancellation
        );

    private static string MonthOf(string id) => id[..6];
}
