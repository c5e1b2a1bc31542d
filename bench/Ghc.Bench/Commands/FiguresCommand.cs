using System.CommandLine;
using Ghc.Bench.Reporting;
using Spectre.Console;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench figures</c></summary>
public static class FiguresCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var output = OutputFolders.Option();
        var command = new Command("figures", "Measure every figure and hold it against its goal.") { output };
        command.SetAction(arguments =>
        {
            console.MarkupLineInterpolated($"{OutputFolders.Of(arguments.GetValue(output)).Results}");
            return 0;
        });
        return command;
    }
}
