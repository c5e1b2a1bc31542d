using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Queues;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Tests.Cli;

/// <summary>docs/operations.md is followed on bad days: what it tells to type was typed, and its sums were done again.</summary>
public sealed partial class OperationsGuideTests(Azurite azurite)
{
    private static readonly string Guide = Docs.Text("operations.md");

    /// <summary>Where it was built, with all that it needs beside it.</summary>
    private static readonly string Ghc = Path.Combine(
        Azurite.RepositoryRoot,
        "tools",
        "Ghc.Cli",
        "bin",
        new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name,
        "net10.0",
        "ghc.dll"
    );

    [Fact]
    public async Task LocalCommands_RunAsTheyStand_InOrder_WithTheRestartsThatTheyAskFor()
    {
        using var files = new Files();
        var settings = Numbered(new AppSettings(azurite.NewAccount()));
        var file = files.WriteSettings(settings);

        // When the rules that the guide publishes as an example had come into force.
        settings.Clock.SetUtcNow(new DateTimeOffset(2022, 12, 1, 2, 0, 0, TimeSpan.Zero));
        var blocks = Blocks()
            .Matches(Guide)
            .Where(match => match.Groups["local"].Success)
            .Select(match => match.Groups["text"].Value)
            .ToList();
        Assert.True(blocks.Count >= 6);

        var said = "";
        var parts = Restart().Split(string.Concat(blocks));
        Assert.Equal(4, parts.Length);
        foreach (var part in parts)
        {
            settings.UseKeysOf(file);
            said += await RunAsync(part, settings, files, file);
        }

        string[] expected =
        [
            "Health: ok; keys: 1",
            "0 are left under k1",
            "sealing key k1 is retired",
            "signing key k1 is retired",
            "In force: number 1, 5+3",
            "2 waiting",
            "lab-results.",
            "replayed",
            "0 replayed",
            "discarded",
            "The chain holds.",
        ];
        Assert.All(expected, text => Assert.Contains(text, said, StringComparison.Ordinal));
    }

    [Fact]
    public void EveryOtherBlock_NeedsASubscriptionOrAPerson() =>
        Assert.All(
            Blocks().Matches(Guide).Where(match => !match.Groups["local"].Success).Select(match => match.Groups["text"].Value),
            block => Assert.Matches(@"\baz |ghc login|make deploy|tools/deploy/", block)
        );

    [Fact]
    public void EveryGhcCommand_Exists()
    {
        var commands = GhcRun.Tree().Subcommands.ToDictionary(command => command.Name);
        var called = Call()
            .Matches(Guide)
            .Select(match => (Noun: match.Groups["noun"].Value, Verb: match.Groups["verb"].Value))
            .Distinct()
            .ToList();

        Assert.True(called.Count >= 10);
        Assert.All(
            called,
            call =>
            {
                var noun = commands[call.Noun];
                Assert.True(
                    noun.Subcommands.Count == 0 || noun.Subcommands.Any(verb => verb.Name == call.Verb),
                    $"There is no ghc {call.Noun} {call.Verb}."
                );
            }
        );
    }

    [Fact]
    public void EveryMetric_IsExplained() =>
        Assert.All(
            typeof(MetricNames).GetFields().Select(field => (string)field.GetRawConstantValue()!),
            name => Assert.Contains($"`{name}`", Guide, StringComparison.Ordinal)
        );

    [Fact]
    public void EveryQueue_IsInThePoisonPlaybook()
    {
        var playbook = Guide[
            Guide.IndexOf("## Poison", StringComparison.Ordinal)..Guide.IndexOf("## Following one result", StringComparison.Ordinal)
        ];

        Assert.All(QueueNames.All, name => Assert.Contains(name, playbook, StringComparison.Ordinal));
    }

    [Fact]
    public void Costs_AddUp()
    {
        var costs = Guide[Guide.IndexOf("## What it costs", StringComparison.Ordinal)..];
        var prices = Price().Matches(costs).ToDictionary(match => match.Groups["name"].Value, match => Number(match.Groups["price"].Value));
        var products = Product().Matches(costs);
        var rows = Row().Matches(costs);

        Assert.Equal("EGRTQFS", string.Concat(prices.Keys));
        Assert.True(products.Count >= 20);
        Assert.All(
            products,
            match =>
                Assert.Equal(
                    Number(match.Groups["result"].Value),
                    Math.Round(Number(match.Groups["factor"].Value) * prices[match.Groups["name"].Value], 2, MidpointRounding.AwayFromZero)
                )
        );
        Assert.Equal(4, rows.Count);
        Assert.All(
            rows,
            row =>
            {
                var exact = Product()
                    .Matches(row.Groups["cells"].Value)
                    .Sum(match => Number(match.Groups["factor"].Value) * prices[match.Groups["name"].Value]);
                Assert.InRange(Number(row.Groups["sum"].Value) - exact, -0.011m, 0.011m);
            }
        );
    }

    /// <summary>A part of the guide, at a service that runs with the keys that the part before left.</summary>
    private static async Task<string> RunAsync(string part, AppSettings settings, Files files, string file)
    {
        await using var app = new GhcApp(settings);
        app.UseKestrel();
        var client = app.CreateClient();
        if (part.Contains("ghc poison", StringComparison.Ordinal))
        {
            await PutAsideAsync(app);
        }

        var script = $"set -euo pipefail\nghc() {{ dotnet '{Ghc}' \"$@\"; }}\ncp -r '{Azurite.RepositoryRoot}/docs' .\n{part}";
        var start = new ProcessStartInfo("bash", ["-e", files.Write("guide.sh", script)])
        {
            WorkingDirectory = Path.GetDirectoryName(file),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment = { ["GHC_SETTINGS"] = file, ["GHC_URL"] = client.BaseAddress!.ToString().TrimEnd('/') },
        };
        foreach (var officer in new[] { "OFFICER_ONE", "OFFICER_TWO" }.Where(name => part.Contains(name, StringComparison.Ordinal)))
        {
            start.Environment[officer] = await Inspector.SignInAsync(app, client, new Traveler(), new Role(Role.Officer, ""));
        }

        await app.DrainAsync();
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        var ended = process.WaitForExitAsync(cancellation);
        while (await Task.WhenAny(ended, Task.Delay(TimeSpan.FromMilliseconds(200), cancellation)) != ended)
        {
            // The service's clock goes on while somebody types; what it remembers for seconds must not be remembered forever.
            settings.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await ended;
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}\n{await output}\n{await errors}");
        await app.DrainAsync();
        return await output;
    }

    /// <summary>What a bad day brings: a result with a slip, and a crossing that nobody can read.</summary>
    private static async Task PutAsideAsync(GhcApp app)
    {
        var at = app.Clock.GetUtcNow();
        await app.SendAsync("lab-results", new Traveler().LabResult(at, "negtive"));
        await app.SendAsync("border-crossings", "nonsense");
        await Wait.UntilAsync(async () =>
            (await app.PoisonAsync("lab-results")).Count == 1 && (await app.PoisonAsync("border-crossings")).Count == 1
        );
    }

    /// <summary>Both rings begin with k1, as those of <c>ghc keys new</c> do.</summary>
    private static AppSettings Numbered(AppSettings settings)
    {
        settings.Values["Keys:Sealing:Current"] = "k1";
        settings.Values.Remove("Keys:Sealing:Keys:a", out var key);
        settings.Values["Keys:Sealing:Keys:k1"] = key!;
        return settings;
    }

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex("^```sh(?<local> local)?\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("^# Start the service again.*\n", RegexOptions.Multiline)]
    private static partial Regex Restart();

    [GeneratedRegex(@"\bghc (?<noun>[a-z]+)(?= (?<verb>[a-z]+))?")]
    private static partial Regex Call();

    [GeneratedRegex(@"^\| (?<name>[A-Z]) \| (?<price>[\d.,]+) \|", RegexOptions.Multiline)]
    private static partial Regex Price();

    [GeneratedRegex(@"(?<factor>\d[\d.]*) × (?<name>[A-Z]) = (?<result>\d[\d.,]*\d)")]
    private static partial Regex Product();

    [GeneratedRegex(@"^\|(?<cells>[^\n]*)\| \*\*\$(?<sum>[\d.]+)\*\*", RegexOptions.Multiline)]
    private static partial Regex Row();
}
