using System.Globalization;
using Azure;
using Azure.Data.Tables;
using Ghc.Platform.Storage;

namespace Ghc.Functions.Holders;

/// <summary>A document whose color is due to change by time alone.</summary>
public sealed record ColorDue(string Minute, string DocumentKey);

/// <summary>
/// ColorDues: a partition a minute, in which a row a document says that time alone changes its color then. What is due is one range of
/// partitions, and a row stays until it was seen to, whatever crashes. Rows lie in the account of their document, so that the apps of all
/// accounts share a midnight.
/// </summary>
public sealed class ColorDuesTable(StorageClients clients)
{
    private readonly SpreadTable table = clients.Table(TableNames.ColorDues);

    public Task PutAsync(DateTimeOffset dueAt, string documentKey, CancellationToken cancellation) =>
        table.Of(documentKey).UpsertEntityAsync(new TableEntity(MinuteFrom(dueAt), documentKey), TableUpdateMode.Replace, cancellation);

    /// <summary>What was due in the app's own account at <paramref name="now"/>, earliest first, at most <paramref name="most"/>.</summary>
    public async Task<IReadOnlyList<ColorDue>> DueAsync(DateTimeOffset now, int most, CancellationToken cancellation)
    {
        var minute = Text(now);
        var due = new List<ColorDue>();
        await foreach (
            var row in table.Home.QueryAsync<TableEntity>(
                TableClient.CreateQueryFilter($"PartitionKey le {minute}"),
                select: ["PartitionKey", "RowKey"],
                cancellationToken: cancellation
            )
        )
        {
            due.Add(new ColorDue(row.PartitionKey, row.RowKey));
            if (due.Count == most)
            {
                break;
            }
        }

        return due;
    }

    public Task RemoveAsync(DateTimeOffset dueAt, string documentKey, CancellationToken cancellation) =>
        RemoveAsync(new ColorDue(MinuteFrom(dueAt), documentKey), cancellation);

    /// <summary>Removing what is gone already changes nothing.</summary>
    public Task RemoveAsync(ColorDue due, CancellationToken cancellation) =>
        table.Of(due.DocumentKey).DeleteEntityAsync(due.Minute, due.DocumentKey, ETag.All, cancellation);

    /// <summary>The minute in which the change has happened for sure: rounded up.</summary>
    private static string MinuteFrom(DateTimeOffset dueAt) => Text(dueAt.AddTicks(TimeSpan.TicksPerMinute - 1));

    private static string Text(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMddHHmm", CultureInfo.InvariantCulture);
}
