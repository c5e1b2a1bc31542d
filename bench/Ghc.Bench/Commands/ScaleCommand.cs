using System.CommandLine;
using Ghc.Bench.Reporting;
using Ghc.Bench.Rush;
using Ghc.Bench.Scale;
using Spectre.Console;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench scale</c></summary>
public static class ScaleCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var output = OutputFolders.Option();
        var command = new Command("scale", "Reckon what a province needs, from the results of figures and rush, into docs/scale.md.")
        {
            output,
        };
        command.SetAction(
            async (arguments, cancellation) =>
            {
                var folders = OutputFolders.Of(arguments.GetValue(output));
                if (
                    await folders.ReadResultsAsync<Dictionary<string, double>>("costs", cancellation) is not { } costs
                    || await folders.ReadResultsAsync<RushResults>("rush", cancellation) is not { } rush
                )
                {
                    console.MarkupLineInterpolated(
                        $"[red]Nothing to reckon with:[/] run figures and rush first; {folders.Results} lacks costs.json or rush.json."
                    );
                    return 1;
                }

                await folders.WriteSectionAsync("scale", ScaleReport.Markdown(costs, rush), cancellation, "scale.md");
                return 0;
            }
        );
        return command;
    }
}
