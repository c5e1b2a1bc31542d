using System.Diagnostics;
using System.Text.RegularExpressions;
using Ghc.Cli;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Processes;

/// <summary>
/// docs/walkthrough.md is a newcomer's first hour: its shell blocks run as they stand, on the local host with demo people.
/// </summary>
public sealed partial class WalkthroughTests(Azurite azurite)
{
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
    public async Task Blocks_RunInOrder_FromTheApplicationToTheGate()
    {
        using var files = new Files();
        var settings = new AppSettings(azurite.NewAccount());
        foreach (var provider in settings.Values.Keys.Where(key => key.StartsWith("Sms:", StringComparison.Ordinal)).ToList())
        {
            settings.Values.Remove(provider);
        }

        var file = files.WriteSettings(settings);
        await using var app = await AppProcess.StartAsync(settings, "--local-texts");
        (await GhcRun.Async("demo", "seed", "--settings", file)).Expect(ExitCodes.Done);

        var output = await RunAsync(files, app.Client.BaseAddress!.ToString().TrimEnd('/'), file);

        // The colors after the entry, the positive and its cancellation; what the laboratory and the inspector read.
        Assert.Equal(["yellow", "red", "yellow", "yellow"], Color().Matches(output).Select(match => match.Groups["color"].Value));
        Assert.Matches("\"verdict\": \"restrict\"", output);
        Assert.Contains("WALK-1", output, StringComparison.Ordinal);
        Assert.DoesNotContain("problem+json", output, StringComparison.Ordinal);
        Assert.Equal("89-50", string.Join('-', File.ReadAllBytes(files.In("code.png")).Take(2).Select(b => $"{b:X2}")));
    }

    /// <summary>
    /// The tools that are not here: the Azure CLI becomes our own client, and the published client the one that was built.
    /// </summary>
    private static async Task<string> RunAsync(Files files, string site, string settings)
    {
        var blocks = string.Concat(Blocks().Matches(Docs.Text("walkthrough.md")).Select(match => match.Groups["text"].Value));
        Assert.Contains("api/scan", blocks, StringComparison.Ordinal);
        var script = blocks
            .Replace("http://localhost:7071", site, StringComparison.Ordinal)
            .Replace("dotnet artifacts/cli/ghc.dll", $"dotnet {Ghc}", StringComparison.Ordinal)
            .Replace(".data/local.settings.json", settings, StringComparison.Ordinal);
        var azure = $"az() {{ printf %s \"${{@: -1}}\" > az.json; dotnet {Ghc} lab send az.json --settings {settings}; }}";
        var start = new ProcessStartInfo("bash", ["-e", files.Write("walk.sh", $"set -o pipefail\n{azure}\n{script}")])
        {
            WorkingDirectory = Path.GetDirectoryName(settings),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var cancellation = TestContext.Current.CancellationToken;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(cancellation), process.StandardError.ReadToEndAsync(cancellation));
        await process.WaitForExitAsync(cancellation);
        Assert.True(process.ExitCode == 0, $"{process.ExitCode}\n{await output}\n{await errors}");
        return await output;
    }

    [GeneratedRegex("^```sh\n(?<text>.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"color\": \"(?<color>[a-z]+)\"")]
    private static partial Regex Color();
}
