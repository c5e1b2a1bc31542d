using System.CommandLine;
using Azure.Core.Pipeline;
using Ghc.Functions.Crossings;
using Ghc.Functions.Messaging;
using Ghc.Functions.Storage;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc border send FILE</c></summary>
public static class BorderCommand
{
    private static readonly Argument<FileInfo> FileArgument =
        new Argument<FileInfo>("FILE") { Description = "A crossing, or an array of crossings, as JSON (docs/messages.md)." }.AcceptExistingOnly();

    private static readonly Option<bool> CheckOption = new("--check") { Description = "Only check the rows; send nothing." };

    public static Command Create(IAnsiConsole console)
    {
        var send = new Command("send", "Send crossings to the queue border-crossings. Exit codes: 0 all sent, 1 some rows refused, 2 file unusable, 3 storage unreachable.")
        {
            FileArgument,
            CheckOption,
        };
        send.SetAction((arguments, cancellation) => SendAsync(console, arguments, cancellation));
        return new Command("border", "For borders.") { send };
    }

    private static async Task<int> SendAsync(IAnsiConsole console, ParseResult arguments, CancellationToken cancellation)
    {
        if (RowFile.Read(arguments.GetRequiredValue(FileArgument)).Refused(out var refusal, out var messages))
        {
            return LabSendCommand.Unusable(console, refusal);
        }

        var now = TimeProvider.System.GetUtcNow();
        var rows = messages.Select((message, index) => new Row(
            index + 1, CrossingMessages.Parse(message, now).Refused(out var wrong, out _) ? wrong : message)).ToList();
        var queue = arguments.GetValue(CheckOption) ? null : new StorageClients(Settings.Read(arguments), Array.Empty<HttpPipelinePolicy>()).Queue(QueueNames.BorderCrossings);
        return await new SendFile(console).RunAsync(rows, good => good, queue, cancellation);
    }
}
