using System.CommandLine;
using System.Text.Json.Nodes;
using Azure.Core.Pipeline;
using Ghc.Domain;
using Ghc.Functions.Http;
using Ghc.Functions.LabResults;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Spectre.Console;
using Text = Ghc.Functions.Texts.Text;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab send FILE</c></summary>
public static class LabCommand
{
    private static readonly Argument<FileInfo> FileArgument =
        new Argument<FileInfo>("FILE") { Description = "A result, a batch, or an array of results, as JSON (docs/messages.md)." }.AcceptExistingOnly();

    private static readonly Option<bool> CheckOption = new("--check") { Description = "Only check the rows; send nothing." };

    public static Command Create(IAnsiConsole console)
    {
        var send = new Command("send", "Send results to the queue lab-results. Exit codes: 0 all sent, 1 some rows refused, 2 file unusable, 3 storage unreachable.")
        {
            FileArgument,
            CheckOption,
        };
        send.SetAction((arguments, cancellation) => SendAsync(console, arguments, cancellation));
        return new Command("lab", "For laboratories.") { send };
    }

    private static async Task<int> SendAsync(IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        var file = arguments.GetRequiredValue(FileArgument);
        if (RowFile.Read(file).Refused(out var refusal, out var messages))
        {
            return Unusable(console, refusal);
        }

        var rows = messages.SelectMany(Rows).Select((message, index) => new Row(index + 1, message)).ToList();
        var queue = arguments.GetValue(CheckOption) ? null : new StorageClients(Settings.Read(arguments), Array.Empty<HttpPipelinePolicy>()).Queue(QueueNames.LabResults);
        return await new SendFile(console).RunAsync(rows, Pack, queue, cancellation);
    }

    internal static int Unusable(IAnsiConsole console, Refusal refusal)
    {
        console.MarkupLineInterpolated($"[red]The file cannot be used:[/] {Text.Get($"field.{refusal.Errors[0].Problem}", Languages.English)}");
        return ExitCodes.Unusable;
    }

    /// <summary>The same reader as the service's, so that a row that is good here is good there.</summary>
    private static IEnumerable<Outcome<string>> Rows(string message)
    {
        if (LabMessages.Parse(message, TimeProvider.System.GetUtcNow()).Refused(out var refusal, out var rows))
        {
            return [refusal];
        }

        return rows.Select(row => row.Result.Refused(out var wrong, out _) ? wrong : (Outcome<string>)row.Message);
    }

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    private static IEnumerable<string> Pack(IReadOnlyList<string> messages)
    {
        foreach (var laboratory in messages.Select(message => JsonNode.Parse(message)!.AsObject()).GroupBy(row => (string)row["laboratory"]!))
        {
            var batch = new JsonArray();
            var bytes = 0;
            foreach (var row in laboratory)
            {
                row.Remove("schema");
                row.Remove("laboratory");
                var size = row.ToJsonString().Length * 3;
                if (batch.Count == LabMessages.MaxRows || (batch.Count > 0 && bytes + size > SendFile.MaxMessageBytes - 200))
                {
                    yield return Batch(laboratory.Key, batch);
                    (batch, bytes) = ([], 0);
                }

                batch.Add((JsonNode)row);
                bytes += size;
            }

            yield return Batch(laboratory.Key, batch);
        }
    }

    private static string Batch(string laboratory, JsonArray rows) =>
        new JsonObject { ["schema"] = LabResultMessage.BatchSchemaName, ["laboratory"] = laboratory, ["results"] = rows }.ToJsonString();
}
