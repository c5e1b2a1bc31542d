using Azure.Data.Tables;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Measures;

/// <summary>The people of an exposure: a partition an exposure in the table Measures. Keys do not tell who was where.</summary>
public sealed class ExposedTable(StorageClients clients, Sealer sealer, Pseudonyms pseudonyms)
{
    private const string PersonPrefix = "person|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Measures);

    public async Task<ExposedPerson?> FindAsync(string exposureId, string holderId, CancellationToken cancellation) =>
        await rows.FindAsync(exposureId, RowOf(exposureId, holderId), cancellation) is { } row
            ? rows.Open(row, MeasuresJson.Types.ExposedPerson)
            : null;

    /// <summary>False if the person is there already.</summary>
    public Task<bool> TryAddAsync(string exposureId, ExposedPerson person, CancellationToken cancellation) =>
        rows.TryAddAsync(rows.Seal(exposureId, RowOf(exposureId, person.HolderId), person, MeasuresJson.Types.ExposedPerson), cancellation);

    public Task PutAsync(string exposureId, ExposedPerson person, CancellationToken cancellation) =>
        rows.PutAsync(rows.Seal(exposureId, RowOf(exposureId, person.HolderId), person, MeasuresJson.Types.ExposedPerson), cancellation);

    /// <summary>Some people, in an order that says nothing, and where to go on; null at the end.</summary>
    public async Task<(IReadOnlyList<ExposedPerson> People, string? Next)> PageAsync(
        string exposureId,
        string? after,
        int count,
        CancellationToken cancellation
    )
    {
        var page = await rows.PageAsync(exposureId, PersonPrefix + after, PersonPrefix + "~", count + 1, cancellation);
        return (
            [.. page.Take(count).Select(row => rows.Open(row, MeasuresJson.Types.ExposedPerson))],
            page.Count > count ? page[count - 1].RowKey[PersonPrefix.Length..] : null
        );
    }

    /// <summary>Forgets who was at places, of exposures proposed before a day. They stay as long as visits.</summary>
    public Task<Purged> PurgeAsync(DateTimeOffset before, string? from, Func<bool> isOver, CancellationToken cancellation) =>
        rows.DeleteHomeAsync(
            TableClient.CreateQueryFilter(
                $"PartitionKey lt {MeasureIds.DayOf(before)} and RowKey ge {PersonPrefix} and RowKey lt {PersonPrefix + "~"}"
            ),
            from,
            isOver,
            cancellation
        );

    private string RowOf(string exposureId, string holderId) =>
        PersonPrefix + Convert.ToHexStringLower(pseudonyms.Mac("exposed", $"{exposureId}|{holderId}").AsSpan(0, 12));
}
