using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
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
public static class LabSendCommand
{
    private static readonly Argument<FileInfo> FileArgument =
        new Argument<FileInfo>("FILE") { Description = "A result, a batch, or an array of results, as JSON (docs/messages.md)." }.AcceptExistingOnly();

    private static readonly Option<bool> CheckOption = new("--check") { Description = "Only check the rows; send nothing." };

    private static readonly Option<FileInfo> SignOption = new Option<FileInfo>("--sign") { Description = "PEM file with the laboratory's private key." }.AcceptExistingOnly();

    private static readonly Option<string?> KidOption = new("--kid") { Description = "laboratory/key, as the key was registered." };

    /// <summary>A signature and its header.</summary>
    private const int SignatureBytes = 400;

    public static Command Create(IAnsiConsole console)
    {
        var send = new Command("send", "Send results to the queue lab-results. Exit codes: 0 all sent, 1 some rows refused, 2 file unusable, 3 storage unreachable.")
        {
            FileArgument,
            CheckOption,
            SignOption,
            KidOption,
        };
        send.SetAction((arguments, cancellation) => SendAsync(console, arguments, cancellation));
        return send;
    }

    private static async Task<int> SendAsync(IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        var file = arguments.GetRequiredValue(FileArgument);
        if (RowFile.Read(file).Refused(out var refusal, out var messages))
        {
            return Unusable(console, refusal);
        }

        using var key = arguments.GetValue(SignOption) is { } keyFile ? PrivateKey.Read(keyFile) : null;
        var kid = arguments.GetValue(KidOption);
        if ((arguments.GetValue(SignOption) is null) != (key is null))
        {
            return console.Refuse("--sign: the file holds no private key on P-256 in PEM.");
        }

        if ((key is null) != (kid is null))
        {
            return console.Refuse("--sign and --kid belong together.");
        }

        var rows = messages.SelectMany(Rows).Select((message, index) => new Row(index + 1, message)).ToList();
        var queue = arguments.GetValue(CheckOption) ? null : new StorageClients(Settings.Read(arguments), Array.Empty<HttpPipelinePolicy>()).Queue(QueueNames.LabResults);
        return await new SendFile(console).RunAsync(rows, good => Seal(good, key, kid), queue, cancellation);
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

    /// <summary>Signed if there is a key; a signed payload is base64 inside base64, so that less of it fits.</summary>
    private static IEnumerable<string> Seal(IReadOnlyList<string> messages, ECDsa? key, string? kid) => key is null
        ? Pack(messages, SendFile.MaxMessageBytes)
        : Pack(messages, (SendFile.MaxMessageBytes - SignatureBytes) / 4 * 3).Select(message => CompactJws.Sign(key, kid!, Encoding.UTF8.GetBytes(message)));

    /// <summary>Rows of one laboratory travel together, as many as a queue message holds.</summary>
    private static IEnumerable<string> Pack(IReadOnlyList<string> messages, int maxBytes)
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
                if (batch.Count == LabMessages.MaxRows || (batch.Count > 0 && bytes + size > maxBytes - 200))
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
