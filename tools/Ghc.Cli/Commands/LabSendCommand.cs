using System.CommandLine;
using System.Text.Json.Nodes;
using Ghc.Cli.LabFiles;
using Ghc.Functions.LabResults;
using Ghc.Platform.Queues;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab send FILE</c></summary>
public static class LabSendCommand
{
    public static Command Create(Screen screen, Settings settings, Api api)
    {
        var file = new LabFile(screen);
        return new SendFile(screen, settings, QueueNames.LabResults, file.Read, Pack)
        {
            HandIn = id => $"api/laboratories/{id}/results",
            Api = api,
            Options = file.Options,
        }
            .Command("Results: JSON of ours or FHIR R4 (one, an array, or one on each line), HL7 v2.5.1 ORU^R01, CSV, or an Excel file")
            .WithExamples(
                "ghc lab send results.json --sign key.pem --kid gz-kingmed/k1",
                "ghc lab send results.csv --laboratory gz-kingmed --check",
                "export-results | ghc lab send - --sign key.pem --kid gz-kingmed/k1 --url https://ghc.example"
            );
    }

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    internal static IEnumerable<Parcel> Pack(IReadOnlyList<string> messages, int maxBytes) =>
        messages
            .Select(message => (Text: message, Row: JsonNode.Parse(message)!.AsObject()))
            .GroupBy(each => (string)each.Row["laboratory"]!)
            .SelectMany(rows => Pack(rows.Key, [.. rows], maxBytes));

    private static IEnumerable<Parcel> Pack(string laboratory, IReadOnlyList<(string Text, JsonObject Row)> rows, int maxBytes)
    {
        if (rows is [var single])
        {
            yield return new Parcel(single.Text, [single.Text]);
            yield break;
        }

        var packed = 0;
        foreach (var batch in LabBatches.Pack(laboratory, rows.Select(each => LabBatches.Row(each.Row)), maxBytes))
        {
            yield return new Parcel(batch.Message, [.. rows.Skip(packed).Take(batch.Rows).Select(each => each.Text)]);
            packed += batch.Rows;
        }
    }
}
