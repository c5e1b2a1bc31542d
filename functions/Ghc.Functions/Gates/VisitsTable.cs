using System.Globalization;
using System.Runtime.CompilerServices;
using Azure.Data.Tables;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Gates;

/// <summary>
/// Visits and HolderVisits: the same scan from the side of the place and from the side of the holder. Repeating a write changes nothing.
/// </summary>
public sealed class VisitsTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms)
{
    private readonly SealedRows byPlace = new(clients, sealer, TableNames.Visits);
    private readonly SealedRows byHolder = new(clients, sealer, TableNames.HolderVisits);

    /// <summary>
    /// The visit as recorded. The holder's row decides which scan was the first; the place's row is written by its time, even by a
    /// repetition, so that none is missing after a crash.
    /// </summary>
    public async Task<VisitMessage> PutAsync(VisitMessage visit, CancellationToken cancellation)
    {
        var row = HolderRowOf(visit);
        if (
            !await byHolder.TryAddAsync(byHolder.Seal(visit.DocumentKey, row, visit, GatesJson.Types.VisitMessage), cancellation)
            && await byHolder.FindAsync(visit.DocumentKey, row, cancellation) is { } first
        )
        {
            visit = byHolder.Open(first, GatesJson.Types.VisitMessage);
        }

        await byPlace.PutAsync(
            byPlace.Seal(HourOf(visit.PlaceId, visit.ScannedAt), PlaceRowOf(visit), visit, GatesJson.Types.VisitMessage),
            cancellation
        );
        return visit;
    }

    /// <summary>
    /// Deletes a visit as it was recorded. The holder's side goes last: as long as it is there, it knows where the other one is.
    /// </summary>
    public async Task DeleteAsync(VisitMessage visit, CancellationToken cancellation)
    {
        await byPlace.DeleteAsync(HourOf(visit.PlaceId, visit.ScannedAt), PlaceRowOf(visit), cancellation);
        await byHolder.DeleteAsync(visit.DocumentKey, HolderRowOf(visit), cancellation);
    }

    public async Task<IReadOnlyList<VisitMessage>> OfHolderAsync(string documentKey, CancellationToken cancellation) =>
        [
            .. (await byHolder.ListAsync(documentKey, cancellation))
                .Select(row => byHolder.Open(row, GatesJson.Types.VisitMessage))
                .OrderBy(visit => visit.ScannedAt),
        ];

    /// <summary>Scans of the documents that a renewed permit had before are its holder's too.</summary>
    public async Task<IReadOnlyList<VisitMessage>> OfHolderAsync(
        string documentKey,
        IEnumerable<string> predecessors,
        CancellationToken cancellation
    ) =>
        [
            .. (await Task.WhenAll(predecessors.Prepend(documentKey).Select(key => OfHolderAsync(key, cancellation))))
                .SelectMany(list => list)
                .OrderBy(visit => visit.ScannedAt),
        ];

    /// <summary>
    /// Visits between two times, of all accounts, person after person, so that a reader who counts people holds one in memory.
    /// </summary>
    public async IAsyncEnumerable<IReadOnlyList<VisitMessage>> ByPersonAsync(
        DateTimeOffset from,
        DateTimeOffset before,
        [EnumeratorCancellation] CancellationToken cancellation
    )
    {
        var visits = new List<VisitMessage>();
        // Keyed by a time near the scan: when the code ended, or five minutes of the clock.
        var filter = TableClient.CreateQueryFilter($"RowKey ge {TimeOf(from - Near)} and RowKey lt {TimeOf(before + Near)}");
        await foreach (var row in byHolder.ScanRowsAsync(filter, cancellation))
        {
            if (visits.Count > 0 && visits[0].DocumentKey != row.PartitionKey)
            {
                yield return visits;
                visits = [];
            }

            var visit = byHolder.Open(row, GatesJson.Types.VisitMessage);
            if (visit.ScannedAt >= from && visit.ScannedAt < before)
            {
                visits.Add(visit);
            }
        }

        if (visits.Count > 0)
        {
            yield return visits;
        }
    }

    private static readonly TimeSpan Near = TimeSpan.FromHours(1);

    /// <summary>Visits of the hour (UTC) of <paramref name="time"/> at a place, in order, and the key of the last one's row.</summary>
    public async Task<(IReadOnlyList<WrittenVisit> Visits, string Last)> OfPlaceAsync(
        string placeId,
        DateTimeOffset time,
        string after,
        int count,
        CancellationToken cancellation
    )
    {
        var page = await byPlace.PageAsync(HourOf(placeId, time), after, "~", count, cancellation);
        return (
            [.. page.Select(row => new WrittenVisit(byPlace.Open(row, GatesJson.Types.VisitMessage), row.Timestamp))],
            page.Count > 0 ? page[^1].RowKey : after
        );
    }

    /// <summary>Deletes what was scanned before a time, on the side of the places.</summary>
    public Task<Purged> PurgeByPlaceAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        byPlace.DeleteHomeAsync(ScannedBefore(before), from, isOver, cancellation);

    /// <summary>The same on the side of the holders.</summary>
    public Task<Purged> PurgeByHolderAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        byHolder.DeleteHomeAsync(ScannedBefore(before), from, isOver, cancellation);

    private static string ScannedBefore(DateTimeOffset time) => TableClient.CreateQueryFilter($"RowKey lt {TimeOf(time)}");

    private static string TimeOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);

    private static string HolderRowOf(VisitMessage visit) => RowOf(visit.KeyedAt ?? visit.ScannedAt, visit.Id);

    /// <summary>
    /// Another id than on the side of the holder, so that a copy of one table says nothing of the other (docs/threat-model.md tells what
    /// both together say).
    /// </summary>
    private string PlaceRowOf(VisitMessage visit) =>
        RowOf(visit.ScannedAt, Convert.ToHexStringLower(pseudonyms.Mac("visit-at-place", visit.Id).AsSpan(0, 12)));

    private static string HourOf(string placeId, DateTimeOffset time) =>
        string.Create(CultureInfo.InvariantCulture, $"{placeId}|{time.UtcDateTime:yyyyMMddHH}");

    private static string RowOf(DateTimeOffset time, string id) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}|{id}");
}

/// <summary>A visit, and when its row was written by the clock of storage.</summary>
public sealed record WrittenVisit(VisitMessage Visit, DateTimeOffset? At);
