using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;

namespace Ghc.Bench.Storage;

/// <summary>A row as the service sends it.</summary>
internal sealed record RecordedRow(string Table, string Partition, string Row, string Json)
{
    public static async Task<IReadOnlyList<RecordedRow>> RecordAsync(
        TableServiceClient tables,
        IEnumerable<string> names,
        CancellationToken cancellation
    )
    {
        var recorded = new List<RecordedRow>();
        foreach (var name in names)
        {
            await foreach (var row in tables.GetTableClient(name).QueryAsync<TableEntity>(cancellationToken: cancellation))
            {
                recorded.Add(new RecordedRow(name, row.PartitionKey, row.RowKey, Write(row)));
            }
        }

        return recorded;
    }

    public static string Write(TableEntity row) =>
        JsonSerializer.Serialize(
            new Dictionary<string, object?>(row.Where(column => column.Key != "odata.etag"))
            {
                ["odata.etag"] = CannedResponse.Tag,
                ["Timestamp"] = "2022-07-15T02:00:00.0000000Z",
            }
        );
}

/// <summary>Reads are answered from rows that were recorded from a real store; writes are accepted and forgotten.</summary>
internal sealed class RecordedRows : CannedTransport
{
    private static readonly byte[] NoQueues =
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults><Queues /></EnumerationResults>"u8.ToArray();

    private readonly FrozenDictionary<string, byte[]> rows;
    private readonly FrozenDictionary<string, byte[]> partitions;

    public RecordedRows(IReadOnlyList<RecordedRow> recorded)
    {
        rows = recorded.ToFrozenDictionary(
            row => $"{row.Table}(PartitionKey='{row.Partition}',RowKey='{row.Row}')",
            row => Encoding.UTF8.GetBytes(row.Json)
        );
        partitions = recorded
            .GroupBy(row => (row.Table, row.Partition))
            .ToFrozenDictionary(
                group => $"{group.Key.Table}()PartitionKey eq '{group.Key.Partition}'",
                group =>
                    Encoding.UTF8.GetBytes($"{{\"odata.metadata\":\"\",\"value\":[{string.Join(',', group.Select(row => row.Json))}]}}")
            );
    }

    protected override CannedResponse Answer(Request request)
    {
        var uri = request.Uri.ToUri();
        var path = Uri.UnescapeDataString(uri.Segments[^1]);
        return request.Method != RequestMethod.Get ? Accept(request, path)
            : uri.Query.Contains("comp=list", StringComparison.Ordinal) ? CannedResponse.Xml(200, NoQueues)
            : path == "Tables" ? CannedResponse.Json(NoRows)
            : path.EndsWith("()", StringComparison.Ordinal)
                ? Found(partitions, path + QueryValue(uri, "$filter")) ?? CannedResponse.Json(NoRows)
            : Found(rows, path) ?? CannedResponse.Nothing(404);
    }

    private static CannedResponse? Found(FrozenDictionary<string, byte[]> answers, string key) =>
        answers.TryGetValue(key, out var body) ? CannedResponse.Json(body) : null;
}
