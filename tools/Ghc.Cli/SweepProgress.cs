using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>Watches a sweep until it is done, and says what it changed or would change.</summary>
public static class SweepProgress
{
    public static async Task<int> WatchAsync(Screen screen, Api.Session session, JsonNode sweep, CancellationToken cancellation)
    {
        var isTrial = (string?)sweep["kind"] == "trial";
        try
        {
            sweep = screen.Progress is { } console
                ? await console
                    .Progress()
                    .StartAsync(progress =>
                        ToEndAsync(
                            session,
                            sweep,
                            progress.AddTask(
                                isTrial ? "Counting what it would change" : "Assessing everyone",
                                maxValue: (int)sweep["ranges"]!
                            ),
                            cancellation
                        )
                    )
                : await ToEndAsync(session, sweep, task: null, cancellation);
        }
        catch (Exception failure) when (failure is Api.RefusedException || Api.IsSilence(failure))
        {
            screen.Talk.MarkupLineInterpolated(
                $"{(isTrial ? "It is proposed" : $"{sweep["policyVersion"]} is published")}, and its sweep goes on. Watching it ended: {failure.Message}"
            );
            screen.Talk.MarkupLineInterpolated($"Do not repeat the command; ghc policy watch {sweep["sweepId"]} shows how far it is.");
            return ExitCodes.Unwatched;
        }

        return screen.Answer(
            sweep,
            console =>
            {
                foreach (var (change, holders) in sweep["changes"]!.AsObject())
                {
                    console.MarkupLineInterpolated($"{change}: {holders}");
                }

                console.MarkupLineInterpolated(
                    $"{sweep["done"]} holders; {(isTrial ? "nothing was changed: a second officer publishes it with the same command" : $"{sweep["policyVersion"]} is in force")}."
                );
            }
        );
    }

    private static Task<JsonNode> ToEndAsync(Api.Session session, JsonNode sweep, ProgressTask? task, CancellationToken cancellation) =>
        Watch.ToEndAsync(
            session,
            $"api/sweeps/{sweep["sweepId"]}",
            seen => (string?)seen["state"] == "done",
            seen => task?.Value = (int)seen["rangesDone"]!,
            cancellation
        );
}
