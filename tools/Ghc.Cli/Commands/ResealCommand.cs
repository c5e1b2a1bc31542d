using System.CommandLine;
using Ghc.Functions.Audit;
using Ghc.Functions.Keys;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc keys reseal ID</c>: rows that a former key sealed are sealed anew, by the one that is current.</summary>
public static class ResealCommand
{
    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var id = new Argument<string>("ID") { Description = "The former sealing key, such as k1." };
        var reseal = new Command(
            "reseal",
            "Seal anew, by the current key, every row in storage that a former key sealed. May be stopped at any time: run again, it goes on. "
            + "Exit codes: 0 nothing is left under the key, 1 something is or may be, 2 argument or settings unusable, 3 storage unreachable.")
        {
            id,
        };
        reseal.SetAction((arguments, cancellation) => settings.WithServicesAsync(
            arguments, services => RunAsync(console, settings, services, arguments.GetRequiredValue(id), cancellation)));
        return reseal;
    }

    private static async Task<int> RunAsync(IAnsiConsole console, Settings settings, IServiceProvider services, string id, CancellationToken cancellation)
    {
        var ring = services.GetRequiredService<IOptions<KeyOptions>>().Value.Sealing;
        if (!ring.Keys.ContainsKey(id) || id == ring.Current)
        {
            return settings.Refuse(id == ring.Current ? $"{id} is current: add another first, or use one." : $"There is no sealing key {id}.");
        }

        await services.GetRequiredService<AuditTable>().AppendAsync(StaffCommand.Operator, "keys-resealed", id, ring.Current, cancellation);
        var resealer = services.GetRequiredService<Resealer>();
        var (rows, unreadable) = (0, 0);
        await console.Status().StartAsync($"Sealing anew what {id} sealed", async _ =>
        {
            await foreach (var table in resealer.ResealAsync(id, cancellation))
            {
                (rows, unreadable) = (rows + table.Rows, unreadable + table.Unreadable);
                console.MarkupLineInterpolated($"{table.Table}: {table.Rows}");
            }
        });

        var left = (await resealer.CountAsync(id, cancellation)).Values.Sum();
        console.MarkupLineInterpolated($"{rows} rows are sealed by {ring.Current} now; {left} are left under {id}.");
        if (unreadable > 0)
        {
            console.MarkupLineInterpolated($"[red]{unreadable} rows do not open: they were forged, or moved from elsewhere.[/] They stay as they are.");
        }
        else if (left > 0)
        {
            console.MarkupLineInterpolated($"An instance still seals by {id}: let all of them start with {ring.Current}, and run this again.");
        }

        var texts = await resealer.WaitingTextsAsync(cancellation);
        if (texts > 0)
        {
            console.MarkupLineInterpolated($"{texts} texts wait to be sent, or were dead-lettered, and {id} may seal them. Let them go, or discard them, and run this again.");
        }

        return left == 0 && texts == 0 ? ExitCodes.Done : ExitCodes.SomeRefused;
    }
}
