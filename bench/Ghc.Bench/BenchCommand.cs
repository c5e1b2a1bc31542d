using System.CommandLine;
using Ghc.Bench.Commands;
using Spectre.Console;

namespace Ghc.Bench;

/// <summary>The whole command line of the harness.</summary>
public static class BenchCommand
{
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IAnsiConsole console, CancellationToken cancellation)
    {
        var output = new InvocationConfiguration { Output = console.Profile.Out.Writer, EnableDefaultExceptionHandler = false };
        return await Create(console).Parse(arguments).InvokeAsync(output, cancellation);
    }

    private static RootCommand Create(IAnsiConsole console) =>
        new("ghc-bench: what a scan, a code, a result and a sweep cost, as ratios of two things measured side by side.")
        {
            FiguresCommand.Create(console),
            RushCommand.Create(console),
            ScaleCommand.Create(console),
            LoadCommand.Create(console),
        };
}
