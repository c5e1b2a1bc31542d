using System.CommandLine;
using Ghc.Functions.Audit;
using Ghc.Functions.Keys;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc keys reseal ID</c>: rows that a former key sealed are sealed anew, by the one that is current.</summary>
public static class ResealCommand
{
    public static Command Create(Screen screen, Settings settings)
    {
        var id = new Argument<string>("ID") { Description = "The former sealing key, such as k1." };
        var reseal = new Command(
            "reseal",
            "Seal anew, by the current key, every row in storage that a former key sealed. May be stopped at any time: run again, it goes on. "
                + "Exit codes: 0 nothing is left under the key, 1 something is or may be, 2 argument or settings unusable, 3 storage unreachable."
        )
        {
            id,
        };
        reseal
            .WithExamples("ghc keys reseal k1 --settings local.settings.json")
            .SetAction(
                (arguments, cancellation) =>
                    settings.WithServicesAsync(
                        arguments,
                        services => RunAsync(screen, settings, services, arguments.GetRequiredValue(id), cancellation)
                    )
            );
        return reseal;
    }

    private static async Task<int> RunAsync(
        Screen screen,
        Settings settings,
        IServiceProvider services,
        string id,
        CancellationToken cancellation
    )
    {
        var ring = services.GetRequiredService<IOptions<KeyOptions>>().Value.Sealing;
        if (!ring.Keys.ContainsKey(id) || id == ring.Current)
        {
            return settings.Refuse(
                id == ring.Current ? $"{id} is current: add another first, or use one." : $"There is no sealing key {id}."
            );
        }

        await services.GetRequiredService<AuditTable>().AppendAsync(StaffCommand.Operator, "keys-resealed", id, ring.Current, cancellation);
        var resealer = services.GetRequiredService<Resealer>();
        var tables = new List<Resealed>();
        await foreach (var table in resealer.ResealAsync(id, cancellation))
        {
            tables.Add(table);
            screen.Say($"{table.Table}: {table.Rows}");
        }

        var left = (await resealer.CountAsync(id, cancellation)).Values.Sum();
        var texts = await resealer.WaitingTextsAsync(cancellation);
        return screen.Answer(
            new
            {
                tables,
                left,
                waitingTexts = texts,
            },
            $"{string.Join(Environment.NewLine, Describe(id, ring.Current, tables, left, texts))}",
            left == 0 && texts == 0 ? ExitCodes.Done : ExitCodes.SomeRefused
        );
    }

    private static IEnumerable<string> Describe(string id, string current, List<Resealed> tables, int left, int texts)
    {
        yield return $"{tables.Sum(table => table.Rows)} rows are sealed by {current} now; {left} are left under {id}.";
        if (tables.Sum(table => table.Unreadable) is > 0 and var unreadable)
        {
            yield return $"{unreadable} rows do not open: they were forged, or moved from elsewhere. They stay as they are.";
        }
        else if (left > 0)
        {
            yield return $"An instance still seals by {id}: let all of them start with {current}, and run this again.";
        }

        if (texts > 0)
        {
            yield return $"{texts} texts wait to be sent, or were dead-lettered, and {id} may seal them. Let them go, or discard them, and run this again.";
        }
    }
}
