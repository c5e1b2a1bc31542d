using System.Text.Json.Nodes;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>Follows a sweep until it is done, and says what it changed or would change.</summary>
public static class SweepProgress
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    public static async Task<int> FollowAsync(IAnsiConsole console, Api.Session session, JsonNode sweep, CancellationToken cancellation)
    {
        var isTrial = (string?)sweep["kind"] == "trial";
        await console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(isTrial ? "Counting what it would change" : "Assessing everyone", maxValue: (int)sweep["ranges"]!);
            while (true)
            {
                sweep = await session.GetAsync($"api/sweeps/{sweep["sweepId"]}", cancellation);
                task.Value = (int)sweep["rangesDone"]!;
                if ((string?)sweep["state"] == "done")
                {
                    return;
                }

                await Task.Delay(Pause, cancellation);
            }
        });
        foreach (var (change, holders) in sweep["changes"]!.AsObject())
        {
            console.MarkupLineInterpolated($"{change}: {holders}");
        }

        console.MarkupLineInterpolated($"{sweep["done"]} holders; {(isTrial ? "nothing was changed: a second officer publishes it with the same command" : $"{sweep["policyVersion"]} is in force")}.");
        return ExitCodes.Done;
    }
}
