using System.CommandLine;
using Ghc.Functions.Keys;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc keys retire RING ID</c>. A sealing key goes only when storage holds nothing more that needs it.</summary>
public static class RetireCommand
{
    public static Command Create(Screen screen, Settings settings)
    {
        var (ring, id) = (KeysCommand.RingArgument(), KeysCommand.IdArgument());
        var loss = new Option<bool>("--accept-loss")
        {
            Description = "For sealing keys: do not look into storage. What this key sealed can never be read again.",
        };
        var retire = new Command(
            "retire",
            "Take a key out of a ring: what it signed is refused, what it sealed cannot be read. A sealing key is kept while it seals anything in storage; see ghc keys reseal."
        )
        {
            ring,
            id,
            loss,
        };
        retire
            .WithExamples("ghc keys retire signing k1 --settings local.settings.json")
            .SetAction(
                async (arguments, cancellation) =>
                {
                    var (of, name) = (arguments.GetValue(ring), arguments.GetRequiredValue(id));
                    var answer = settings.WithKeyFile(
                        arguments,
                        file => Problem(file, of, name) is { } problem ? settings.Refuse(problem) : ExitCodes.Done
                    );
                    if (answer == ExitCodes.Done && of == Ring.Sealing && !arguments.GetValue(loss))
                    {
                        answer = await settings.WithServicesAsync(
                            arguments,
                            async services =>
                                await StillNeededAsync(services.GetRequiredService<Resealer>(), name, cancellation) is { } why
                                    ? settings.Refuse(why)
                                    : ExitCodes.Done
                        );
                    }

                    return answer == ExitCodes.Done ? settings.WithKeyFile(arguments, file => Remove(screen, file, of, name)) : answer;
                }
            );
        return retire;
    }

    private static string? Problem(KeyFile file, Ring ring, string id) =>
        !file.Ids(ring).Contains(id) ? $"There is no {KeysCommand.Word(ring)} key {id}."
        : file.Current(ring) == id ? $"{id} is current: add another first, or use one."
        : null;

    private static async Task<string?> StillNeededAsync(Resealer resealer, string id, CancellationToken cancellation)
    {
        var counts = (await resealer.CountAsync(id, cancellation)).Where(count => count.Value > 0).ToList();
        return counts.Count > 0
                ? $"{id} still seals {string.Join(", ", counts.Select(count => $"{count.Value} of {count.Key}"))}. Run ghc keys reseal {id} first, or say --accept-loss."
            : await resealer.WaitingTextsAsync(cancellation) is > 0 and var texts
                ? $"{texts} texts wait to be sent, or were dead-lettered, and {id} may seal them. Let them go, or discard them, or say --accept-loss."
            : null;
    }

    private static int Remove(Screen screen, KeyFile file, Ring ring, string id)
    {
        file.Remove(ring, id);
        file.Save();
        return screen.Answer(
            new KeysCommand.RingState(ring, file.Current(ring), file.Ids(ring)),
            $"{KeysCommand.Word(ring)} key {id} is retired. Start the service again. In Azure: take {id} off keys.{KeysCommand.Word(ring)}.ids of the parameter file."
        );
    }
}
