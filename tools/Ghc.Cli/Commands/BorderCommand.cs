using System.CommandLine;
using System.Security.Cryptography;
using System.Text;
using Ghc.Domain;
using Ghc.Functions.Crossings;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc border send FILE</c>, and who may send.</summary>
public static class BorderCommand
{
    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var border = new Command("border", "For borders.")
        {
            new SendFile(console, settings, QueueNames.BorderCrossings, RowFile.Json(Rows), crossings => crossings) { Sign = Sign }.Command("A crossing, or an array of crossings, as JSON"),
        };
        new SenderRegisterCommands(console, settings, SenderKind.Border).Create().ToList().ForEach(border.Add);
        return border;
    }

    private static IEnumerable<string> Sign(IReadOnlyList<string> crossings, ECDsa key, string kid) => crossings.Select(crossing => CompactJws.Sign(key, kid, Encoding.UTF8.GetBytes(crossing)));

    /// <summary>The same reader as the service's, so that a row that is good here is good there.</summary>
    private static IEnumerable<Outcome<string>> Rows(string message, DateTimeOffset now) =>
        [CrossingMessages.Parse(message, now).Refused(out var wrong, out _) ? wrong : (Outcome<string>)message];
}
