using System.CommandLine;
using System.CommandLine.Invocation;
using Ghc.Cli.Commands;
using Spectre.Console;

namespace Ghc.Cli;

/// <summary>The whole command line, on any console: that of a person, of a script, or of a test.</summary>
public static class GhcCommand
{
    /// <summary>Lines of a log are not wrapped: whoever reads them searches and cuts them.</summary>
    private const int EndlessWidth = 10_000;

    /// <param name="errors">Takes what is wrong with the arguments; everything else goes to the console.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IAnsiConsole console, TextWriter errors, CancellationToken cancellation)
    {
        if (!console.Profile.Out.IsTerminal)
        {
            console.Profile.Width = EndlessWidth;
        }

        var parsed = Create(console).Parse(arguments);
        var output = new InvocationConfiguration { Output = console.Profile.Out.Writer, Error = errors, EnableDefaultExceptionHandler = false };
        var exitCode = await parsed.InvokeAsync(output, cancellation);

        // The library answers 1 to wrong arguments, which for us means that some rows were sent.
        return parsed.Action is ParseErrorAction ? ExitCodes.Unusable : exitCode;
    }

    public static RootCommand Create(IAnsiConsole console)
    {
        var settings = new Settings(console);
        var api = new Api(console);
        return new RootCommand("ghc: the Guangdong Health Code on the command line, for laboratories, borders and operators.")
        {
            settings.FileOption,
            LabCommand.Create(console, settings, api),
            BorderCommand.Create(console, settings),
            PlaceCommand.Create(console, settings),
            StaffCommand.Create(console, settings),
            KeysCommand.Create(console, settings),
            PoisonCommand.Create(console, settings),
            AuditCommand.Create(console, settings),
            LoginCommand.Create(console, api),
            PolicyCommand.Create(console, api),
            ExplainCommand.Create(console, api),
            DeployCommand.Create(console, api),
        };
    }
}
