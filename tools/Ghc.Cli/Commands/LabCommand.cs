using System.CommandLine;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab …</c></summary>
public static class LabCommand
{
    public static Command Create(IAnsiConsole console)
    {
        var lab = new Command("lab", "For laboratories, and for those who register them.") { LabSendCommand.Create(console), LabStatusCommand.Create(console) };
        foreach (var command in LabRegisterCommands.Create(console))
        {
            lab.Add(command);
        }

        return lab;
    }
}
