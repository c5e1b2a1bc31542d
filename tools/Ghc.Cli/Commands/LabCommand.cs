using System.CommandLine;
using Ghc.Functions.Senders;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc lab …</c></summary>
public static class LabCommand
{
    public static Command Create(Screen screen, Settings settings, Api api)
    {
        var lab = new Command("lab", "For laboratories, and for those who register them.")
        {
            LabSendCommand.Create(screen, settings, api),
            LabOutcomesCommand.Create(screen, settings, api),
        };
        foreach (var command in new SenderRegisterCommands(screen, settings, SenderKind.Laboratory).Create())
        {
            lab.Add(command);
        }

        return lab;
    }
}
