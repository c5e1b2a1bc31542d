using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Functions.LabResults;

/// <summary>Cuts what a laboratory hands in over HTTP into messages of the queue: a result, a batch of any length, or an array of either.</summary>
public static class LabParcels
{
    /// <summary>Schema, laboratory and brackets of a batch.</summary>
    private const int EnvelopeBytes = 200;

    private static readonly JsonSerializerOptions AsItCame = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Refused if it is not JSON, names another laboratory, or has a part that no message can hold. Rows are judged when they are taken in.</summary>
    public static Outcome<IReadOnlyList<string>> Split(string text, string laboratory)
    {
        if (MessageJson.ReadObjects(text).Refused(out var refusal, out var roots))
        {
            return refusal;
        }

        var messages = new List<string>();
        foreach (var root in roots)
        {
            if (root.ContainsKey("laboratory") && MessageJson.Text(root, "laboratory") != laboratory)
            {
                return Refusal.Invalid("laboratory", "message.laboratory");
            }

            if (Split(root, laboratory).Refused(out refusal, out var parts))
            {
                return refusal;
            }

            messages.AddRange(parts);
        }

        return messages;
    }

    private static Outcome<IReadOnlyList<string>> Split(JsonObject root, string laboratory)
    {
        try
        {
            if (root["results"] is not JsonArray { Count: > 0 } rows)
            {
                root["laboratory"] = laboratory;
                var message = root.ToJsonString(AsItCame);
                return Encoding.UTF8.GetByteCount(message) <= SenderIntake.MaxMessageBytes ? new[] { message } : Refusal.Invalid("body", "body.too-large");
            }

            var parts = rows.Select(row => row?.ToJsonString(AsItCame) ?? "null").ToList();
            return parts.Any(part => Encoding.UTF8.GetByteCount(part) > SenderIntake.MaxMessageBytes - EnvelopeBytes)
                ? Refusal.Invalid("results", "body.too-large")
                : Pack(parts, laboratory);
        }
        catch (InvalidOperationException)
        {
            return Refusal.Invalid("body", "body.encoding");
        }
    }

    private static string[] Pack(IReadOnlyList<string> rows, string laboratory)
    {
        var batches = new List<List<string>> { new() };
        var bytes = EnvelopeBytes;
        foreach (var row in rows)
        {
            var size = Encoding.UTF8.GetByteCount(row) + 1;
            if (batches[^1].Count > 0 && bytes + size > SenderIntake.MaxMessageBytes)
            {
                batches.Add([]);
                bytes = EnvelopeBytes;
            }

            batches[^1].Add(row);
            bytes += size;
        }

        return [.. batches.Select(batch => $$"""{"schema":"{{LabResultMessage.BatchSchemaName}}","laboratory":"{{laboratory}}","results":[{{string.Join(',', batch)}}]}""")];
    }
}
