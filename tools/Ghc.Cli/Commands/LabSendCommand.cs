using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Ghc.Cli.LabFiles;
using Ghc.Functions.LabResults;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab send FILE</c></summary>
public static class LabSendCommand
{
    /// <summary>What a batch is beside its rows: schema, laboratory (at most 40 characters) and brackets.</summary>
    private const int EnvelopeBytes = 200;

    /// <summary>A signature and its header, in base64url.</summary>
    private const int SignatureBytes = 400;

    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var file = new LabFile(console);
        return new SendFile(console, settings, QueueNames.LabResults, file.Read, messages => Pack(messages)) { Sign = Sign, Options = file.Options }
            .Command("Results: JSON of ours or FHIR R4 (one, an array, or one on each line), HL7 v2.5.1 ORU^R01, or CSV");
    }

    /// <summary>A signed payload is base64 inside base64, so that less of it fits.</summary>
    private static IEnumerable<string> Sign(IReadOnlyList<string> messages, ECDsa key, string kid) =>
        Pack(messages, (SendFile.MaxMessageBytes - SignatureBytes) / 4 * 3).Select(message => CompactJws.Sign(key, kid, Encoding.UTF8.GetBytes(message)));

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    internal static IEnumerable<string> Pack(IReadOnlyList<string> messages, int maxBytes = SendFile.MaxMessageBytes) => messages
        .Select(message => JsonNode.Parse(message)!.AsObject())
        .GroupBy(row => (string)row["laboratory"]!)
        .SelectMany(rows => Batches(rows, maxBytes).Select(batch => Message(rows.Key, batch)));

    private static IEnumerable<List<JsonObject>> Batches(IEnumerable<JsonObject> rows, int maxBytes)
    {
        var batch = new List<JsonObject>();
        var bytes = EnvelopeBytes;
        foreach (var row in rows)
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

            batch.Add(row);
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
