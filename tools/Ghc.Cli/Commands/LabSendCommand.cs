using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Cli.LabFiles;
using Ghc.Functions.LabResults;
using Ghc.Platform.Queues;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab send FILE</c></summary>
public static class LabSendCommand
{
    /// <summary>What a batch is beside its rows: schema, laboratory (at most 40 characters) and brackets.</summary>
    private const int EnvelopeBytes = 200;

    public static Command Create(Screen screen, Settings settings, Api api)
    {
        var file = new LabFile(screen);
        return new SendFile(screen, settings, QueueNames.LabResults, file.Read, Pack)
        {
            HandIn = id => $"api/laboratories/{id}/results",
            Api = api,
            Options = file.Options,
        }
            .Command("Results: JSON of ours or FHIR R4 (one, an array, or one on each line), HL7 v2.5.1 ORU^R01, or CSV")
            .WithExamples(
                "ghc lab send results.json --sign key.pem --kid gz-kingmed/k1",
                "ghc lab send results.csv --laboratory gz-kingmed --check",
                "export-results | ghc lab send - --sign key.pem --kid gz-kingmed/k1 --url https://ghc.example");
    }

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    internal static IEnumerable<Parcel> Pack(IReadOnlyList<string> messages, int maxBytes) => messages
        .Select(message => (Text: message, Row: JsonNode.Parse(message)!.AsObject()))
        .GroupBy(each => (string)each.Row["laboratory"]!)
        .SelectMany(rows => Batches(rows, maxBytes).Select(batch => new Parcel(Message(rows.Key, [.. batch.Select(each => each.Row)]), [.. batch.Select(each => each.Text)])));

    private static IEnumerable<List<(string Text, JsonObject Row)>> Batches(IEnumerable<(string Text, JsonObject Row)> rows, int maxBytes)
    {
        var batch = new List<(string, JsonObject)>();
        var bytes = EnvelopeBytes;
        foreach (var (text, row) in rows)
        {
            row.Remove("schema");
            row.Remove("laboratory");

            // JSON text is written in ASCII, so a character is a byte; and one for the comma.
            var size = row.ToJsonString().Length + 1;
            if (batch.Count == LabMessages.MaxRows || (batch.Count > 0 && bytes + size > maxBytes))
            {
                yield return batch;
                (batch, bytes) = ([], EnvelopeBytes);
            }

            batch.Add((text, row));
            bytes += size;
        }

        yield return batch;
    }

    private static string Message(string laboratory, List<JsonObject> rows)
    {
        if (rows is not [var single])
        {
            return new JsonObject { ["schema"] = LabResultMessage.BatchSchemaName, ["laboratory"] = laboratory, ["results"] = new JsonArray([.. rows]) }.ToJsonString();
        }

        single.Insert(0, "schema", LabResultMessage.SchemaName);
        single.Insert(1, "laboratory", laboratory);
        return single.ToJsonString();
    }
}
