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

    /// <param name="talk">Takes what is wrong with the arguments, and what is said beside an answer that goes into a variable; everything else goes to the console.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, IAnsiConsole console, IAnsiConsole talk, CancellationToken cancellation)
    {
        foreach (var pipe in new[] { console, talk }.Where(each => !each.Profile.Out.IsTerminal))
        {
            pipe.Profile.Width = EndlessWidth;
        }

        var parsed = Create(console, talk).Parse(arguments);
        var output = new InvocationConfiguration { Output = console.Profile.Out.Writer, Error = talk.Profile.Out.Writer, EnableDefaultExceptionHandler = false };
        var exitCode = await parsed.InvokeAsync(output, cancellation);

        // The library answers 1 to wrong arguments, which for us means that some rows were sent.
        return parsed.Action is ParseErrorAction ? ExitCodes.Unusable : exitCode;
    }

    public static RootCommand Create(IAnsiConsole console, IAnsiConsole talk)
    {
        var settings = new Settings(console);
        var api = new Api(console);
        return new RootCommand("ghc: the Guangdong Health Code on the command line, for laboratories, borders and operators.")
        {
            settings.FileOption,
            LabCommand.Create(console, settings, api),
            BorderCommand.Create(console, settings, api),
            PlaceCommand.Create(console, settings),
            StaffCommand.Create(console, settings),
            KeysCommand.Create(console, settings),
            StorageCommand.Create(console, settings),
            DemoCommand.Create(console, settings),
            PoisonCommand.Create(console, settings),
            AuditCommand.Create(console, settings),
            LoginCommand.Create(console, talk),
            PolicyCommand.Create(console, api),
            ExplainCommand.Create(console, api),
            DeployCommand.Create(console, api),
        };
    }
}
