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

    public async Task PutAsync(VisitMessage visit, CancellationToken cancellation)
    {
        var (hour, row) = KeysOf(visit);
        await Task.WhenAll(
            byPlace.PutAsync(byPlace.Seal(hour, row, visit, GhcJson.Default.VisitMessage), cancellation),
            byHolder.PutAsync(byHolder.Seal(visit.DocumentKey, row, visit, GhcJson.Default.VisitMessage), cancellation));
    }

    /// <summary>The holder's side goes last: as long as it is there, it knows where the other one is.</summary>
    public async Task DeleteAsync(VisitMessage visit, CancellationToken cancellation)
    {
        var (hour, row) = KeysOf(visit);
        await byPlace.DeleteAsync(hour, row, cancellation);
        await byHolder.DeleteAsync(visit.DocumentKey, row, cancellation);
    }

    public async Task<IReadOnlyList<VisitMessage>> OfHolderAsync(string documentKey, CancellationToken cancellation) =>
        [.. (await byHolder.ListAsync(documentKey, cancellation)).Select(row => byHolder.Open(row, GhcJson.Default.VisitMessage))];

    private static (string Hour, string Row) KeysOf(VisitMessage visit)
    {
        var time = visit.ScannedAt.UtcDateTime;
        var hour = time.ToString("yyyyMMddHH", CultureInfo.InvariantCulture);
        return ($"{visit.PlaceId}|{hour}", string.Create(CultureInfo.InvariantCulture, $"{time:yyyyMMdd'T'HHmmss'Z'}|{visit.Id}"));
    }
}
