using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Azure.Core;
using Azure.Data.Tables;
using Ghc.Bench.People;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Functions.Holders;
using Ghc.Functions.Rules;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Bench.Storage;

/// <summary>
/// A province for a sweep. Holders are made and sealed once, for one range, and every range is answered with them: so there may be a
/// million of them without a million rows in memory, and none is made while a sweep is measured. Pages are kept too: else the collector
/// would be busy with ours. Rows of sweeps are kept, since a sweep goes on from its checkpoint; written statuses are not.
/// </summary>
internal sealed class ManyHolders : CannedTransport
{
    /// <summary>Three rows each, and the service answers a thousand at most.</summary>
    private const int HoldersPerPage = 333;

    private readonly ConcurrentDictionary<string, byte[]> sweepRows = new();
    private readonly ConcurrentDictionary<(string From, int PerRange), (byte[] Body, string? Next)> pages = new();
    private string[] keys = [];
    private byte[][] holders = [];

    /// <summary>How many of the holders a range has.</summary>
    public int PerRange { get; set; }

    /// <summary>Holders whose color another pack decided, so that a sweep writes every one of them.</summary>
    public void Make(int count, Sealer sealer, DateTimeOffset now)
    {
        keys =
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => "00" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(15)))
                .Order(StringComparer.Ordinal),
        ];
        var former = new NumberedPolicy(0, Policy.Pack("14+7"));
        holders = [.. keys.Select((key, number) => Rows(key, number, former, sealer, now))];
    }

    protected override CannedResponse Answer(Request request)
    {
        var uri = request.Uri.ToUri();
        var path = Uri.UnescapeDataString(uri.Segments[^1]);
        if (path.StartsWith("Sweeps", StringComparison.Ordinal))
        {
            return AnswerSweeps(request, path);
        }

        return request.Method != RequestMethod.Get ? Accept(request, path)
            : path == "Holders()"
                ? Page(QueryValue(uri, "NextPartitionKey") is { Length: > 0 } next ? next : After(QueryValue(uri, "$filter")))
            : CannedResponse.Json(NoRows);
    }

    private CannedResponse AnswerSweeps(Request request, string path)
    {
        if (request.Method == RequestMethod.Get)
        {
            return sweepRows.TryGetValue(path, out var row) ? CannedResponse.Json(row) : CannedResponse.Nothing(404);
        }

        using var body = new MemoryStream();
        request.Content!.WriteTo(body, CancellationToken.None);
        var fields = JsonSerializer.Deserialize<Dictionary<string, string>>(body.ToArray())!;
        fields["odata.etag"] = CannedResponse.Tag;
        sweepRows[$"Sweeps(PartitionKey='{fields["PartitionKey"]}',RowKey='{fields["RowKey"]}')"] = JsonSerializer.SerializeToUtf8Bytes(
            fields
        );
        return CannedResponse.Nothing(204);
    }

    private CannedResponse Page(string from)
    {
        var (body, next) = pages.GetOrAdd((from, PerRange), page => Write(page.From));
        return next is null
            ? CannedResponse.Json(body)
            : CannedResponse.Json(body, ("x-ms-continuation-NextPartitionKey", next), ("x-ms-continuation-NextRowKey", "crossing"));
    }

    private (byte[] Body, string? Next) Write(string from)
    {
        var found = Array.BinarySearch(keys, from, StringComparer.Ordinal);
        var first = found < 0 ? ~found : found;
        var end = Math.Min(first + HoldersPerPage, PerRange);
        if (first >= end)
        {
            return (NoRows, null);
        }

        using var body = new MemoryStream();
        body.Write("{\"value\":["u8);
        for (var i = first; i < end; i++)
        {
            body.Write(i == first ? ""u8 : ","u8);
            body.Write(holders[i]);
        }

        body.Write("]}"u8);
        return (body.ToArray(), end < PerRange ? keys[end] : null);
    }

    /// <summary>
    /// The first key after <c>PartitionKey gt</c>: a checkpoint itself is skipped, and the bare prefix of a range means its start.
    /// </summary>
    private static string After(string filter)
    {
        var key = filter.Split('\'')[1];
        return key.Length > 2 ? key + "~" : "";
    }

    private static byte[] Rows(string key, int number, NumberedPolicy policy, Sealer sealer, DateTimeOffset now)
    {
        var document = Cast.Value(Document.Parse("passport", $"M{number:D7}", null));
        var name = Cast.Value(PersonName.Parse("ANNA SMITH"));
        var crossing = new Crossing("Luohu", Direction.Entry, now.AddDays(-9), name);
        var result = Cast.Negative($"A-{number}", now.AddDays(-1), name);
        var status = policy.Assess(document, new Holder(key, null, null, document, [crossing, result]));
        TableEntity[] rows =
        [
            Row(
                "crossing|1",
                sealer.SealJson(new StoredFact<Crossing>(document, crossing), HoldersJson.Types.StoredFactCrossing, Context("crossing|1"))
            ),
            Row(
                "result|1",
                sealer.SealJson(
                    new StoredFact<Domain.LabResults.LabResult>(document, result),
                    HoldersJson.Types.StoredFactLabResult,
                    Context("result|1")
                )
            ),
            Row("status", sealer.SealJson(status, HoldersJson.Types.HolderStatus, Context("status"))),
        ];
        return Encoding.UTF8.GetBytes(string.Join(',', rows.Select(RecordedRow.Write)));

        TableEntity Row(string row, string data) => new(key, row) { ["data"] = data };
        string Context(string row) => $"{TableNames.Holders}|{key}|{row}";
    }
}
