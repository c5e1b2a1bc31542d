using Azure.Data.Tables;
using Ghc.Domain.Places;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Places;

/// <summary>Places: a partition a place, with a row for the place and one for each member of its staff.</summary>
public sealed class PlacesTable(StorageClients clients, Sealer sealer)
{
    private const string PlaceRow = "place";
    private const string MemberPrefix = "member|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Places);

    public async Task<Place?> FindAsync(string placeId, CancellationToken cancellation) =>
        await rows.FindAsync(placeId, PlaceRow, cancellation) is { } row ? rows.Open(row, PlacesJson.Types.Place) : null;

    public async Task<IReadOnlyList<Place>> ListAsync(CancellationToken cancellation)
    {
        var found = new List<Place>();
        await foreach (var row in rows.ScanRowsAsync(TableClient.CreateQueryFilter($"RowKey eq {PlaceRow}"), cancellation))
        {
            found.Add(rows.Open(row, PlacesJson.Types.Place));
        }

        return found;
    }

    public Task PutAsync(Place place, CancellationToken cancellation) =>
        rows.PutAsync(rows.Seal(place.Id, PlaceRow, place, PlacesJson.Types.Place), cancellation);

    public Task PutMemberAsync(string placeId, string phoneKey, string role, CancellationToken cancellation) =>
        rows.PutAsync(new TableEntity(placeId, MemberPrefix + phoneKey) { ["role"] = role }, cancellation);

    /// <summary>The phone keys of a place's people.</summary>
    public async Task<IReadOnlyList<string>> ListMembersAsync(string placeId, CancellationToken cancellation) =>
        [.. (await rows.ListAsync(placeId, cancellation, MemberPrefix)).Select(row => row.RowKey[MemberPrefix.Length..])];

    public Task RemoveAsync(string placeId, CancellationToken cancellation) => rows.DeleteAsync(placeId, PlaceRow, cancellation);

    public Task RemoveMemberAsync(string placeId, string phoneKey, CancellationToken cancellation) =>
        rows.DeleteAsync(placeId, MemberPrefix + phoneKey, cancellation);
}
