using System.Globalization;
using Azure.Data.Tables;
using Ghc.Functions.Http;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;

namespace Ghc.Functions.Storage;

/// <summary>Visits and HolderVisits: the same scan from the side of the place and from the side of the holder. Repeating a write changes nothing.</summary>
public sealed class VisitsTable(StorageClients clients, Sealer sealer)
{
    private readonly SealedRows byPlace = new(clients, sealer, TableNames.Visits);
    private readonly SealedRows byHolder = new(clients, sealer, TableNames.HolderVisits);

    public async Task PutAsync(VisitMessage visit, CancellationToken cancellation)
    {
        var time = visit.ScannedAt.UtcDateTime;
        var hour = time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        var row = string.Create(CultureInfo.InvariantCulture, $"{time:yyyyMMdd'T'HHmmss'Z'}|{visit.Id}");
        await Task.WhenAll(
            byPlace.PutAsync(byPlace.Seal($"{visit.PlaceId}|{hour}", row, visit, GhcJson.Default.VisitMessage), cancellation),
            byHolder.PutAsync(byHolder.Seal(visit.DocumentKey, row, visit, GhcJson.Default.VisitMessage), cancellation));
    }

    public async Task<IReadOnlyList<VisitMessage>> OfHolderAsync(string documentKey, CancellationToken cancellation) =>
        [.. (await byHolder.ListAsync(documentKey, cancellation)).Select(row => byHolder.Open(row, GhcJson.Default.VisitMessage))];

    /// <summary>Deletes what was scanned before a time, and says how many rows that were by place and by holder.</summary>
    public async Task<(int ByPlace, int ByHolder)> PurgeAsync(DateTimeOffset before, CancellationToken cancellation)
    {
        var time = before.UtcDateTime.ToString("yyyyMMdd'T'HHmmss'Z'", CultureInfo.InvariantCulture);
        var filter = TableClient.CreateQueryFilter($"RowKey lt {time}");
        return (await byPlace.DeleteAllAsync(filter, cancellation), await byHolder.DeleteAllAsync(filter, cancellation));
    }
}
