using System.CommandLine;
using Ghc.Platform.Hosting;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc storage create</c></summary>
public static class StorageCommand
{
    public static Command Create(Screen screen, Settings settings)
    {
        var create = new Command(
            "create",
            "Create the tables and queues that are missing, in every data account. Those that exist stay as they are. "
                + "Exit codes: 0 done, 2 settings unusable, 3 storage unreachable."
        );
        create
            .WithExamples("ghc storage create --settings .data/local.settings.json")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithClientsAsync(
                        arguments,
                        async clients =>
                        {
                            var accounts = new List<CreatedStorage>();
                            foreach (var account in clients.Accounts)
                            {
                                accounts.Add(
                                    new CreatedStorage(account.Name, await StorageSetup.CreateMissingAsync(account, cancellation))
                                );
                            }

                            return screen.Answer(
                                accounts,
                                console =>
                                    accounts.ForEach(account =>
                                        console.MarkupLineInterpolated(
                                            $"{account.Account}: {(account.Created.Count == 0 ? "nothing was missing" : $"created {string.Join(", ", account.Created)}")}"
                                        )
                                    )
                            );
                        }
                    )
            );
        return new Command("storage", "Tables and queues.") { create };
    }

    private sealed record CreatedStorage(string Account, IReadOnlyList<string> Created);
}
