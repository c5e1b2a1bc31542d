using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Domain;
using Ghc.Functions.LabResults;
using Ghc.Functions.Messaging;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab send FILE</c></summary>
public static class LabCommand
{
    /// <summary>What a batch is beside its rows: schema, laboratory (at most 40 characters) and brackets.</summary>
    private const int EnvelopeBytes = 200;

    public static Command Create(IAnsiConsole console, Settings settings) => new("lab", "For laboratories.")
    {
        new SendFile(console, settings, QueueNames.LabResults, Rows, Pack).Command("A result, a batch, or an array of either"),
    };

    /// <summary>The same reader as the service's, so that a row that is good here is good there.</summary>
    private static IEnumerable<Outcome<string>> Rows(string message, DateTimeOffset now)
    {
        if (LabMessages.Parse(message, now).Refused(out var refusal, out var rows))
        {
            return [refusal];
        }

        return rows.Select(row => row.Result.Refused(out var wrong, out _) ? wrong : (Outcome<string>)row.Message);
    }

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    internal static IEnumerable<string> Pack(IReadOnlyList<string> messages) => messages
        .Select(message => JsonNode.Parse(message)!.AsObject())
        .GroupBy(row => (string)row["laboratory"]!)
        .SelectMany(rows => Batches(rows).Select(batch => Message(rows.Key, batch)));

    private static IEnumerable<List<JsonObject>> Batches(IEnumerable<JsonObject> rows)
    {
        var batch = new List<JsonObject>();
        var bytes = EnvelopeBytes;
        foreach (var row in rows)
        {
            row.Remove("schema");
            row.Remove("laboratory");

            // JSON text is written in ASCII, so a character is a byte; and one for the comma.
            var size = row.ToJsonString().Length + 1;
            if (batch.Count == LabMessages.MaxRows || (batch.Count > 0 && bytes + size > SendFile.MaxMessageBytes))
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
