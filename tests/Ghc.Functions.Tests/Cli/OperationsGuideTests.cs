using System.Diagnostics;
using System.Text.RegularExpressions;
using Ghc.Cli;
using Ghc.Domain.Accounts;
using Ghc.Functions.Service;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;
using Spectre.Console;

namespace Ghc.Functions.Tests.Cli;

/// <summary>docs/operations.md is followed on bad days: what it tells to type was typed.</summary>
public sealed partial class OperationsGuideTests(Azurite azurite)
{
    /// <summary>Described before it is there.</summary>
    private static readonly string[] Ahead = [];

    [Fact]
    public async Task LocalCommands_RunAsTheyStand()
    {
        using var files = new Files();
        await using var app = new GhcApp(Numbered(new AppSettings(azurite.NewAccount())));
        app.UseKestrel(0);
        var client = app.CreateClient();
        var officer = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));
        var blocks = Local().Matches(Docs.Text("operations.md")).Select(match => match.Groups["text"].Value).ToList();
        Assert.True(blocks.Count >= 5);

        var script = $"set -euo pipefail\nghc() {{ dotnet '{typeof(GhcCommand).Assembly.Location}' \"$@\"; }}\n{string.Concat(blocks)}";
        var start = new ProcessStartInfo("bash", ["-e", files.Write("guide.sh", script)])
        {
            WorkingDirectory = Azurite.RepositoryRoot,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["GHC_SETTINGS"] = files.WriteSettings(app.Settings),
                ["GHC_URL"] = client.BaseAddress!.ToString().TrimEnd('/'),
                ["OFFICER_ONE"] = officer,
            },
        };
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var output = process.StandardOutput.ReadToEndAsync(cancellation);
        var errors = process.StandardError.ReadToEndAsync(cancellation);
        await process.WaitForExitAsync(cancellation);

        Assert.True(process.ExitCode == 0, $"{process.ExitCode}\n{await output}\n{await errors}");
        Assert.Contains("Health: ok", await output, StringComparison.Ordinal);
        Assert.Contains("signing key k1 is retired", await output, StringComparison.Ordinal);
        await app.DrainAsync("lab-results", "border-crossings");
        Assert.Empty(await app.PoisonAsync("lab-results"));
    }

    [Fact]
    public void EveryGhcCommand_Exists()
    {
        var commands = GhcCommand.Create(AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(TextWriter.Null) })).Subcommands.ToDictionary(command => command.Name);
        var called = Call().Matches(Docs.Text("operations.md")).Select(match => (Noun: match.Groups["noun"].Value, Verb: match.Groups["verb"].Value)).Distinct().ToList();

        Assert.True(called.Count >= 10);
        Assert.All(called.Where(call => commands.ContainsKey(call.Noun) || !Ahead.Contains(call.Noun)), call =>
        {
            var noun = commands[call.Noun];
            Assert.True(noun.Subcommands.Count == 0 || noun.Subcommands.Any(verb => verb.Name == call.Verb), $"There is no ghc {call.Noun} {call.Verb}.");
        });
    }

    [Fact]
    public void EveryMetric_IsExplained() => Assert.All(
        typeof(MetricNames).GetFields().Select(field => (string)field.GetRawConstantValue()!),
        name => Assert.Contains($"`{name}`", Docs.Text("operations.md"), StringComparison.Ordinal));

    /// <summary>Both rings begin with k1, as those of <c>ghc keys new</c> do.</summary>
    private static AppSettings Numbered(AppSettings settings)
    {
        settings.Values["Keys:Sealing:Current"] = "k1";
        settings.Values.Remove("Keys:Sealing:Keys:a", out var key);
        settings.Values["Keys:Sealing:Keys:k1"] = key!;
        return settings;
    }

    [GeneratedRegex("^```sh local\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Local();

    [GeneratedRegex(@"\bghc (?<noun>[a-z]+)(?= (?<verb>[a-z]+))?")]
    private static partial Regex Call();
}
