using System.CommandLine;
using Azure.Identity;
using Ghc.Domain;
using Ghc.Functions.SwitchOff;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc sunset wipe PLAN</c>: what an operator does once two administrators signed it.</summary>
public static class WipeCommand
{
    private const string InSettings = "settings";

    public static Command Create(Screen screen, Settings settings)
    {
        var plan = SunsetCommand.PlanArgument();
        var vault = new Option<Uri?>("--vault")
        {
            Description =
                "The Key Vault that has the keys, such as https://kv-ghc.vault.azure.net (default: they are in the settings file).",
        };
        var wipe = new Command(
            "wipe",
            "Delete every queue, table and backup, and then destroy the keys, if two administrators signed exactly this plan and its day has come. There is no way back. "
                + "It may be stopped at any time and goes on when it is run again. Exit codes: 0 done, 2 refused, 3 storage or vault unreachable."
        )
        {
            plan,
            vault,
        };
        wipe.WithExamples("ghc sunset wipe \"$PLAN\"", "ghc sunset wipe \"$PLAN\" --vault https://kv-ghc.vault.azure.net")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        async services =>
                        {
                            if (
                                (await BeginAsync(services, arguments.GetRequiredValue(plan), cancellation)).Refused(
                                    out var refusal,
                                    out var begun
                                )
                            )
                            {
                                return screen.Refuse(refusal);
                            }

                            await foreach (var wiped in services.GetRequiredService<Wiper>().RunAsync(cancellation))
                            {
                                screen.Say(
                                    $"{wiped.Store.Kind} {wiped.Store.Name} of {wiped.Store.Account}: {wiped.Before}, deleted {wiped.DeletedAt:u}"
                                );
                            }

                            var destroyed = arguments.GetValue(vault) is { } address
                                ? await InVaultAsync(services, begun, address, cancellation)
                                : await InFileAsync(screen, settings, arguments, services, begun, cancellation);
                            if (destroyed != ExitCodes.Done)
                            {
                                return destroyed;
                            }

                            var keys = await services.GetRequiredService<WipeTable>().KeysAsync(cancellation);
                            return screen.Answer(
                                new { stores = await services.GetRequiredService<WipeTable>().StoresAsync(cancellation), keys },
                                $"Keys destroyed: {string.Join(", ", keys.Select(key => key.RecoverableUntil is { } until ? $"{key.Name} (the vault could bring it back until {until:u})" : key.Name))}. Next: ghc sunset certify."
                            );
                        }
                    )
            );
        return wipe;
    }

    /// <summary>The record in the clear is what goes on without keys.</summary>
    private static async Task<Outcome<WipeRecord>> BeginAsync(IServiceProvider services, string plan, CancellationToken cancellation) =>
        await services.GetRequiredService<WipeTable>().FindAsync(cancellation) is { } begun
            ? begun.Plan.Hash == plan
                ? begun
                : new Refusal(RefusalCodes.SunsetPlanChanged)
            : await services.GetRequiredService<WipeBeginning>().BeginAsync(plan, cancellation);

    /// <summary>Everything of the vault that is named as a key of the service is, former keys included.</summary>
    private static async Task<int> InVaultAsync(IServiceProvider services, WipeRecord begun, Uri address, CancellationToken cancellation)
    {
        using var client = new HttpClient();
        var vault = new VaultKeys(client, address, new DefaultAzureCredential());
        await DestroyAsync(services, begun, vault, address, cancellation);
        return ExitCodes.Done;
    }

    internal static async Task DestroyAsync(
        IServiceProvider services,
        WipeRecord begun,
        VaultKeys vault,
        Uri address,
        CancellationToken cancellation
    )
    {
        var (table, clock) = (services.GetRequiredService<WipeTable>(), services.GetRequiredService<TimeProvider>());
        var known = (await table.KeysAsync(cancellation)).ToDictionary(key => key.Name);
        foreach (var name in (await vault.ListAsync(cancellation)).Where(WipeKeys.Is).Union(begun.Keys).Union(known.Keys))
        {
            if (known.GetValueOrDefault(name)?.DestroyedAt is null)
            {
                var key = new WipedKey(name, address.Host, clock.GetUtcNow(), DestroyedAt: null, RecoverableUntil: null);
                await table.PutAsync(key, cancellation);
                var until = await vault.DestroyAsync(name, cancellation);
                await table.PutAsync(key with { DestroyedAt = clock.GetUtcNow(), RecoverableUntil = until }, cancellation);
            }
        }
    }

    /// <summary>
    /// The keys are noted before the file is written, so that a run that was cut off in between knows that they were there.
    /// </summary>
    private static async Task<int> InFileAsync(
        Screen screen,
        Settings settings,
        ParseResult arguments,
        IServiceProvider services,
        WipeRecord begun,
        CancellationToken cancellation
    )
    {
        var (table, clock) = (services.GetRequiredService<WipeTable>(), services.GetRequiredService<TimeProvider>());
        IReadOnlyList<string> there = [];
        var read = settings.WithKeyFile(
            arguments,
            file =>
            {
                there = file.SecretNames();
                return ExitCodes.Done;
            }
        );
        var known = (await table.KeysAsync(cancellation)).ToDictionary(key => key.Name);
        var missing = begun.Keys.Where(name => !there.Contains(name) && !known.ContainsKey(name)).ToList();
        if (read != ExitCodes.Done || missing.Count > 0)
        {
            return screen.Refuse(
                $"The data is deleted, and keys are left: {string.Join(", ", missing)}. They are not in the settings file. Name the vault that has them with --vault."
            );
        }

        foreach (var name in there.Where(name => !known.ContainsKey(name)))
        {
            known[name] = new WipedKey(name, InSettings, clock.GetUtcNow(), DestroyedAt: null, RecoverableUntil: null);
            await table.PutAsync(known[name], cancellation);
        }

        settings.WithKeyFile(
            arguments,
            file =>
            {
                file.RemoveAll();
                file.Save();
                return ExitCodes.Done;
            }
        );
        foreach (var key in known.Values.Where(key => key.DestroyedAt is null))
        {
            await table.PutAsync(key with { DestroyedAt = clock.GetUtcNow() }, cancellation);
        }

        return ExitCodes.Done;
    }
}
