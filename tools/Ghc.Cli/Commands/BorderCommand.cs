using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.Crossings;
using Ghc.Platform.Queues;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc border send FILE</c></summary>
public static class BorderCommand
{
    public static Command Create(IAnsiConsole console, Settings settings) => new("border", "For borders.")
    {
        new SendFile(console, settings, QueueNames.BorderCrossings, RowFile.Json(Rows), crossings => crossings).Command("A crossing, or an array of crossings, as JSON"),
    };

    /// <summary>The same reader as the service's, so that a row that is good here is good there.</summary>
    private static IEnumerable<Outcome<string>> Rows(string message, DateTimeOffset now) =>
        [CrossingMessages.Parse(message, now).Refused(out var wrong, out _) ? wrong : (Outcome<string>)message];
}
