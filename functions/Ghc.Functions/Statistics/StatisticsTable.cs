using System.Globalization;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Statistics;

/// <summary>Statistics: one partition, a row a day, with nothing in it but what everybody may read.</summary>
public sealed class StatisticsTable(StorageClients clients, Sealer sealer)
{
    private const string Partition = "day";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Statistics);

    /// <summary>
    /// False if the day is published already: it is never counted a second time, since two versions of one number would tell more than
    /// each.
    /// </summary>
    public Task<bool> TryAddAsync(PublicDay day, CancellationToken cancellation) =>
        rows.TryAddAsync(rows.Seal(Partition, RowOf(day.Day), day, StatisticsJson.Types.PublicDay), cancellation);

    public async Task<bool> HasAsync(DateOnly day, CancellationToken cancellation) =>
        await rows.FindAsync(Partition, RowOf(day), cancellation) is not null;

    /// <summary>From the oldest to the newest.</summary>
    public async Task<IReadOnlyList<PublicDay>> ListAsync(DateOnly from, int days, CancellationToken cancellation)
    {
        var page = await rows.PageAsync(Partition, RowOf(from.AddDays(-1)) + "~", RowOf(from.AddDays(days)), days, cancellation);
        return [.. page.Select(row => rows.Open(row, StatisticsJson.Types.PublicDay))];
    }

    /// <summary>Every day that is published, from the oldest to the newest.</summary>
    public async Task<IReadOnlyList<PublicDay>> ListAsync(CancellationToken cancellation) =>
        [.. (await rows.ListAsync(Partition, cancellation)).Select(row => rows.Open(row, StatisticsJson.Types.PublicDay))];

    public async Task<int> PurgeAsync(DateOnly before, CancellationToken cancellation)
    {
        var old = (await rows.ListAsync(Partition, cancellation))
            .Where(row => string.CompareOrdinal(row.RowKey, RowOf(before)) < 0)
            .ToList();
        foreach (var row in old)
        {
            await rows.DeleteAsync(Partition, row.RowKey, cancellation);
        }

        return old.Count;
    }

    private static string RowOf(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
