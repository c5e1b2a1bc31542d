using System.CommandLine;
using Ghc.Bench.Reporting;
using Ghc.Bench.Rush;
using Spectre.Console;

namespace Ghc.Bench.Commands;

/// <summary><c>ghc-bench rush</c></summary>
public static class RushCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var output = OutputFolders.Option();
        var phones = new Option<int>("--phones")
        {
            Description = "How many phones open the code page.",
            DefaultValueFactory = _ => new Morning().Phones,
        };
        var command = new Command(
            "rush",
            "Simulate the morning rush: phones that open the code page between 8 and 9, with and without the strip."
        )
        {
            output,
            phones,
        };
        command.SetAction(
            (arguments, cancellation) =>
                RushReport.WriteAsync(
                    new Morning(arguments.GetValue(phones)),
                    OutputFolders.Of(arguments.GetValue(output)),
                    console,
                    cancellation
                )
        );
        return command;
    }
}
