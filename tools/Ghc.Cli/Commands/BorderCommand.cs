using System.CommandLine;
using Ghc.Domain;
using Ghc.Functions.Crossings;
using Ghc.Functions.Senders;
using Ghc.Platform.Queues;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc border send FILE</c>, and who may send.</summary>
public static class BorderCommand
{
    public static Command Create(Screen screen, Settings settings, Api api)
    {
        var border = new Command("border", "For borders.")
        {
            new SendFile(
                screen,
                settings,
                QueueNames.BorderCrossings,
                RowFile.Json(Rows),
                (crossings, _) => crossings.Select(crossing => new Parcel(crossing, [crossing]))
            )
            {
                HandIn = id => $"api/borders/{id}/crossings",
                Api = api,
            }
                .Command("A crossing, or an array of crossings, as JSON")
                .WithExamples("ghc border send crossings.json --sign key.pem --kid luohu/k1", "ghc border send crossings.json --check"),
        };
        new SenderRegisterCommands(screen, settings, SenderKind.Border).Create().ToList().ForEach(border.Add);
        return border;
    }

    /// <summary>The same reader as the service's, so that a row that is good here is good there.</summary>
    private static IEnumerable<FileRow> Rows(string message, DateTimeOffset now) =>
        [new FileRow(CrossingMessages.Parse(message, now).Refused(out var wrong, out _) ? wrong : (Outcome<string>)message)];
}
