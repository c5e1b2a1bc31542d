using System.CommandLine;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Cli;
using Ghc.Functions.Tests.Support;
using Spectre.Console;

namespace Ghc.Functions.Tests.Cli;

/// <summary>
/// What a call of the command line ended in; <paramref name="Errors"/> is what was said beside it: complaints about arguments, questions.
/// </summary>
public sealed record GhcAnswer(int ExitCode, string Output, string Errors)
{
    public GhcAnswer Expect(int exitCode)
    {
        Assert.True(exitCode == ExitCode, $"Expected {exitCode}, got {ExitCode}:\n{Output}\n{Errors}");
        return this;
    }
}

/// <summary>Runs the real command tree on a console that writes into a string, as a script's pipe would take it.</summary>
public static class GhcRun
{
    public static Task<GhcAnswer> Async(params string[] arguments) =>
        Async(talk => talk, Stream.Null, arguments, TestContext.Current.CancellationToken);

    /// <summary>At a terminal of 80 columns.</summary>
    public static async Task<GhcAnswer> NarrowAsync(params string[] arguments)
    {
        await using var output = new StringWriter();
        await using var said = new StringWriter();
        var terminal = AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new NarrowTerminal(output),
            }
        );
        return new GhcAnswer(
            await GhcCommand.RunAsync(arguments, new Screen(terminal, Pipe(said), Stream.Null), TestContext.Current.CancellationToken),
            output.ToString(),
            said.ToString()
        );
    }

    /// <summary>With something on standard input.</summary>
    public static Task<GhcAnswer> ReadingAsync(string input, params string[] arguments) =>
        Async(talk => talk, new MemoryStream(Encoding.UTF8.GetBytes(input)), arguments, TestContext.Current.CancellationToken);

    /// <summary>Somebody presses Ctrl+C when the token says so.</summary>
    public static Task<GhcAnswer> InterruptedAsync(CancellationToken interrupt, params string[] arguments) =>
        Async(talk => talk, Stream.Null, arguments, interrupt);

    /// <summary>Somebody sits there and types a line to each question.</summary>
    public static Task<GhcAnswer> TypingAsync(Func<Task<string>>[] lines, params string[] arguments) =>
        Async(
            talk => new TypingConsole(talk, new Queue<Func<Task<string>>>(lines)),
            Stream.Null,
            arguments,
            TestContext.Current.CancellationToken
        );

    private static async Task<GhcAnswer> Async(
        Func<IAnsiConsole, IAnsiConsole> seat,
        Stream input,
        string[] arguments,
        CancellationToken cancellation
    )
    {
        await using var output = new StringWriter();
        await using var said = new StringWriter();
        var exitCode = await GhcCommand.RunAsync(arguments, new Screen(Pipe(output), seat(Pipe(said)), input), cancellation);
        return new GhcAnswer(exitCode, output.ToString(), said.ToString());
    }

    /// <summary>The command tree, to look at.</summary>
    public static RootCommand Tree()
    {
        var nowhere = Pipe(new StringWriter());
        return GhcCommand.Create(new Screen(nowhere, nowhere, Stream.Null));
    }

    /// <summary>Every command that does something, by its words.</summary>
    public static IReadOnlyList<string[]> Leaves(Command command) =>
        [
            .. command.Subcommands.SelectMany(sub =>
                sub.Subcommands.Count == 0
                    ?
                    [
                        [sub.Name],
                    ]
                    : Leaves(sub).Select(path => (string[])[sub.Name, .. path])
            ),
        ];

    public static Command Find(IEnumerable<string> path) =>
        path.Aggregate<string, Command>(Tree(), (at, name) => at.Subcommands.Single(sub => sub.Name == name));

    private static IAnsiConsole Pipe(StringWriter into) =>
        AnsiConsole.Create(
            new AnsiConsoleSettings
            {
                Ansi = AnsiSupport.No,
                Interactive = InteractionSupport.No,
                Out = new AnsiConsoleOutput(into),
            }
        );
}

/// <summary>Files that a test makes, gone when it ends.</summary>
public sealed class Files : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ghc-cli-");

    public string Write(string name, string text)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }

    public string Write(string name, byte[] bytes)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    public string WriteSettings(AppSettings settings) => WriteSettings(settings.Values);

    public string WriteSettings(IReadOnlyDictionary<string, string> values) =>
        Write(
            "local.settings.json",
            new JsonObject
            {
                ["IsEncrypted"] = false,
                ["Values"] = JsonSerializer.SerializeToNode(
                    values.ToDictionary(value => value.Key.Replace(":", "__", StringComparison.Ordinal), value => value.Value)
                ),
            }.ToJsonString()
        );

    public string Storage(string connection) => WriteSettings(new Dictionary<string, string> { ["DataStorage"] = connection });

    public string In(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}

/// <summary>A terminal as wide as the first ones were.</summary>
internal sealed class NarrowTerminal(TextWriter writer) : IAnsiConsoleOutput
{
    public TextWriter Writer => writer;

    public bool IsTerminal => true;

    public int Width => 80;

    public int Height => 24;

    public void SetEncoding(Encoding encoding) { }
}
