using System.CommandLine;
using System.CommandLine.Invocation;
using Ghc.Cli.Commands;

namespace Ghc.Cli;

/// <summary>The whole command line, on any console: that of a person, of a script, or of a test.</summary>
public static class GhcCommand
{
    /// <summary>Shows the stack trace of a fault of this program.</summary>
    public const string TraceVariable = "GHC_TRACE";

    /// <summary>Lines of a log are not wrapped: their readers search and cut them.</summary>
    private const int EndlessWidth = 10_000;

    public static async Task<int> RunAsync(IReadOnlyList<string> arguments, Screen screen, CancellationToken cancellation)
    {
        foreach (var pipe in new[] { screen.Answers, screen.Talk }.Where(each => !each.Profile.Out.IsTerminal))
        {
            pipe.Profile.Width = EndlessWidth;
        }

        var (answers, talk) = (screen.Answers.Profile.Out.Writer, screen.Talk.Profile.Out.Writer);
        var parsed = Create(screen).Parse(arguments);
        // Help, completion and the version are shown whatever else is wrong.
        if (
            (parsed.Action is ParseErrorAction || parsed.Action == parsed.CommandResult.Command.Action)
            && UsageErrors.Of(parsed) is { Count: > 0 } errors
        )
        {
            await talk.WriteLineAsync(string.Join(Environment.NewLine, [.. errors, $"See: {PathOf(parsed.CommandResult.Command)} --help"]));
            return ExitCodes.Unusable;
        }

        screen.IsJson = parsed.GetValue(screen.FormatOption) == OutputFormat.Json;
        try
        {
            return await parsed.InvokeAsync(
                new InvocationConfiguration
                {
                    Output = answers,
                    Error = talk,
                    EnableDefaultExceptionHandler = false,
                },
                cancellation
            );
        }
        catch (OperationCanceledException)
        {
            return screen.Fail("Interrupted.", "", ExitCodes.Interrupted);
        }
        catch (Exception unreadable) when (unreadable is (IOException or UnauthorizedAccessException) and not FileNotFoundException)
        {
            return screen.Fail("A file or a stream cannot be used:", unreadable.Message, ExitCodes.Unusable);
        }
        catch (Exception defect)
        {
            var why = Environment.GetEnvironmentVariable(TraceVariable) is { Length: > 0 }
                ? defect.ToString()
                : $"{defect.Message} ({TraceVariable}=1 shows where)";
            return screen.Fail("This is a fault of ghc:", why, ExitCodes.Defect);
        }
    }

    public static RootCommand Create(Screen screen)
    {
        var settings = new Settings(screen);
        var api = new Api(screen);
        var root = new RootCommand("ghc: the Guangdong Health Code on the command line, for laboratories, borders and operators.")
        {
            settings.FileOption,
            screen.FormatOption,
            LabCommand.Create(screen, settings, api),
            BorderCommand.Create(screen, settings, api),
            PlaceCommand.Create(screen, settings),
            StaffCommand.Create(screen, settings),
            KeysCommand.Create(screen, settings),
            StorageCommand.Create(screen, settings),
            DemoCommand.Create(screen, settings),
            PoisonCommand.Create(screen, settings),
            AuditCommand.Create(screen, settings),
            BackupCommand.Create(screen, settings),
            LoginCommand.Create(screen),
            PolicyCommand.Create(screen, api),
            ExplainCommand.Create(screen, api),
            HolderCommand.Create(screen, api),
            AppealCommand.Create(screen, api),
            ExposureCommand.Create(screen, api),
            StatisticsCommand.Create(screen, api),
            SunsetCommand.Create(screen, settings, api),
            DeployCommand.Create(screen, api),
        };
        root.ShowExamples();
        return root;
    }

    public static string PathOf(Command command) =>
        command.Parents.OfType<Command>().FirstOrDefault() is { } parent ? $"{PathOf(parent)} {command.Name}" : "ghc";
}
