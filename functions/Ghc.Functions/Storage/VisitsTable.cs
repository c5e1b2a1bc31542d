using System.Globalization;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;

namespace Ghc.Functions.Storage;

/// <summary>Visits and HolderVisits: the same scan from the side of the place and from the side of the holder. Repeating a write changes nothing.</summary>
public sealed class VisitsTable(StorageClients clients, Sealer sealer)
{
    private readonly SealedRows byPlace = new(clients, sealer, TableNames.Visits);
    private readonly SealedRows byHolder = new(clients, sealer, TableNames.HolderVisits);

    /// <summary>The holder's row decides which scan was the first; the place's row is written by its time, even by a repetition, so that none is missing after a crash.</summary>
    public async Task PutAsync(VisitMessage visit, CancellationToken cancellation)
    {
        var row = RowOf(visit.KeyedAt ?? visit.ScannedAt, visit);
        if (!await byHolder.TryAddAsync(byHolder.Seal(visit.DocumentKey, row, visit, GhcJson.Default.VisitMessage), cancellation)
            && await byHolder.FindAsync(visit.DocumentKey, row, cancellation) is { } first)
        {
            visit = byHolder.Open(first, GhcJson.Default.VisitMessage);
        }

        var place = string.Create(CultureInfo.InvariantCulture, $"{visit.PlaceId}|{visit.ScannedAt.UtcDateTime:yyyyMMddHH}");
        await byPlace.PutAsync(byPlace.Seal(place, RowOf(visit.ScannedAt, visit), visit, GhcJson.Default.VisitMessage), cancellation);
    }

    public async Task<IReadOnlyList<VisitMessage>> OfHolderAsync(string documentKey, CancellationToken cancellation) =>
        [.. (await byHolder.ListAsync(documentKey, cancellation)).Select(row => byHolder.Open(row, GhcJson.Default.VisitMessage)).OrderBy(visit => visit.ScannedAt)];

    /// <summary>Visits of the hour (UTC) of <paramref name="time"/> at a place, in order, and the key of the last one's row.</summary>
    public async Task<(IReadOnlyList<VisitMessage> Visits, string Last)> OfPlaceAsync(
        string placeId, DateTimeOffset time, string after, int count, CancellationToken cancellation)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $"{placeId}|{time.UtcDateTime:yyyyMMddHH}");
        var page = await byPlace.PageAsync(place, after, "~", count, cancellation);
        return ([.. page.Select(row => byPlace.Open(row, GhcJson.Default.VisitMessage))], page.Count > 0 ? page[^1].RowKey : after);
    }

    private static string RowOf(DateTimeOffset time, VisitMessage visit) =>
        string.Create(CultureInfo.InvariantCulture, $"{time.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}|{visit.Id}");
}
