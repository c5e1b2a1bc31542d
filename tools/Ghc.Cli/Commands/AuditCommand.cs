using System.CommandLine;
using Ghc.Functions.Audit;
using Microsoft.Extensions.DependencyInjection;
using Spectre.Console;

namespace Ghc.Cli.Commands;

/// <summary><c>ghc audit verify</c></summary>
public static class AuditCommand
{
    public static Command Create(IAnsiConsole console, Settings settings)
    {
        var verify = new Command(
            "verify",
            "Check that no entry of the audit was changed, moved or taken out. Exit codes: 0 the chain holds, 1 it is broken, 2 settings unusable, 3 storage unreachable.");
        verify.SetAction((arguments, cancellation) => settings.WithServicesAsync(arguments, async services =>
        {
            if (await services.GetRequiredService<AuditTable>().FindBreakAsync(cancellation) is not { } broken)
            {
                console.MarkupLine("The chain holds.");
                return ExitCodes.Done;
            }

            console.MarkupLineInterpolated($"[red]Broken at entry {broken.Sequence}:[/] {broken.At.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z {broken.Actor} {broken.Action} {broken.Subject}");
            return ExitCodes.SomeRefused;
        }));
        return new Command("audit", "The record of what staff did.") { verify };
    }
}
