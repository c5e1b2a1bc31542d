using System.CommandLine;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc demo seed</c></summary>
public static class DemoCommand
{
    public static Command Create(Screen screen, Settings settings)
    {
        var seed = new Command(
            "seed",
            "Add fictitious staff, places, travelers and crossings, and print who can sign in as what. The staff's password is public, so this works in a "
                + "storage emulator only. Exit codes: 0 done, 2 settings unusable or no emulator, 3 storage unreachable."
        );
        seed.WithExamples("ghc demo seed --settings .data/local.settings.json")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                        {
                            if (
                                services.GetRequiredService<StorageClients>().Accounts.FirstOrDefault(account => !account.IsEmulator) is
                                { } real
                            )
                            {
                                return settings.Refuse(
                                    $"{real.Name} is not a storage emulator on this machine. Demo data has staff with a public password."
                                );
                            }

                            var cast = await ActivatorUtilities.CreateInstance<DemoData>(services).SeedAsync(cancellation);
                            return screen.Answer(cast, _ => screen.Write(cast.Describe()));
                        }
                    )
            );
        return new Command("demo", "Data to try the system with.") { seed };
    }
}
