using System.CommandLine;
using Ghc.Functions.Senders;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab …</c></summary>
public static class LabCommand
{
    public static Command Create(IAnsiConsole console, Settings settings, Api api)
    {
        var lab = new Command("lab", "For laboratories, and for those who register them.")
        {
            LabSendCommand.Create(console, settings),
            LabStatusCommand.Create(console, settings, api),
        };
        foreach (var command in new SenderRegisterCommands(console, settings, SenderKind.Laboratory).Create())
        {
            lab.Add(command);
        }

        return lab;
    }
}
