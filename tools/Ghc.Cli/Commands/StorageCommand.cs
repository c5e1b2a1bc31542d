using System.CommandLine;
using Ghc.Platform.Storage;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc storage create</c></summary>
public static class StorageCommand
{
    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var create = new Command(
            "create",
            "Create the tables and queues that are missing, in every data account. Those that exist stay as they are. "
            + "Exit codes: 0 done, 2 settings unusable, 3 storage unreachable.");
        create.SetAction((arguments, cancellation) => settings.WithClientsAsync(arguments, async clients =>
        {
            foreach (var account in clients.Accounts)
            {
                var created = await StorageSetup.CreateMissingAsync(account, cancellation);
                console.MarkupLineInterpolated($"{account.Name}: {(created.Count == 0 ? "nothing was missing" : $"created {string.Join(", ", created)}")}");
            }

            return ExitCodes.Done;
        }));
        return new Command("storage", "Tables and queues.") { create };
    }
}
