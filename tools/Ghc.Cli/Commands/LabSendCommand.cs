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
    /// <summary>A signature and its header, in base64url.</summary>
    private const int SignatureBytes = 400;

    public static Command Create(IAnsiConsole console, Settings settings, Api api)
    {
        var file = new LabFile(console);
        return new SendFile(console, settings, QueueNames.LabResults, file.Read, messages => Pack(messages))
        {
            Sign = Sign,
            HandIn = id => $"api/laboratories/{id}/results",
            Api = api,
            Options = file.Options,
        }
            .Command("Results: JSON of ours or FHIR R4 (one, an array, or one on each line), HL7 v2.5.1 ORU^R01, CSV, or an Excel file");
    }

    /// <summary>A signed payload is base64 inside base64, so that less of it fits.</summary>
    private static IEnumerable<string> Sign(IReadOnlyList<string> messages, ECDsa key, string kid) =>
        Pack(messages, (SendFile.MaxMessageBytes - SignatureBytes) / 4 * 3).Select(message => CompactJws.Sign(key, kid, Encoding.UTF8.GetBytes(message)));

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    private static IEnumerable<string> Pack(IReadOnlyList<string> messages, int maxBytes = SendFile.MaxMessageBytes) => messages
        .Select(message => (Message: message, Result: JsonNode.Parse(message)!.AsObject()))
        .GroupBy(row => (string)row.Result["laboratory"]!)
        .SelectMany(rows => rows.ToList() is [var single] ? [single.Message] : LabBatches.Pack(rows.Key, rows.Select(row => LabBatches.Row(row.Result)), maxBytes));
}
