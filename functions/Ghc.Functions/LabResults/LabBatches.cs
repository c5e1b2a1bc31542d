using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ghc.Functions.LabResults;

/// <summary>Packs rows of one laboratory into as few messages as possible.</summary>
public static class LabBatches
{
    /// <summary>Schema, laboratory (at most 40 characters) and brackets of a batch.</summary>
    private const int EnvelopeBytes = 200;

    /// <summary>Letters as they came, not as six bytes of ASCII each.</summary>
    internal static readonly JsonSerializerOptions AsItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A result as a row of a batch: without schema and laboratory, which the batch has.</summary>
    public static string Row(JsonObject result)
    {
        result.Remove("schema");
        result.Remove("laboratory");
        return result.ToJsonString(AsItCame);
    }

    /// <summary>A row that is longer than <paramref name="maxBytes"/> becomes a batch of its own.</summary>
    public static IEnumerable<LabBatch> Pack(string laboratory, IEnumerable<string> rows, int maxBytes)
    {
        var batch = new List<string>();
        var bytes = EnvelopeBytes;
        foreach (var row in rows)
        {
            // One more for the comma.
            var size = Encoding.UTF8.GetByteCount(row) + 1;
            if (batch.Count > 0 && bytes + size > maxBytes)
            {
                yield return new LabBatch(Message(laboratory, batch), batch.Count);
                (batch, bytes) = ([], EnvelopeBytes);
            }

            batch.Add(row);
            bytes += size;
        }

        if (batch.Count > 0)
        {
            yield return new LabBatch(Message(laboratory, batch), batch.Count);
        }
    }

    private static string Message(string laboratory, List<string> rows) =>
        $$"""{"schema":"{{LabResultMessage.BatchSchemaName}}","laboratory":"{{laboratory}}","results":[{{string.Join(',', rows)}}]}""";
}

/// <summary>A message, and how many rows it holds.</summary>
public sealed record LabBatch(string Message, int Rows);
