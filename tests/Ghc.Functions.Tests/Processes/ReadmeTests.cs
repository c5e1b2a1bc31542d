using System.Diagnostics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Azure.Storage.Queues;
using Azure.Storage.Sas;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Processes;

/// <summary>The walk of the README, pasted block by block into a shell, against the app as `make run` starts it.</summary>
public sealed partial class ReadmeTests(Azurite azurite)
{
    private static readonly string Cli = Path.Combine(Azurite.RepositoryRoot, "tools", "Ghc.Cli", "bin", new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name, "net10.0");

    [Fact]
    public async Task Walk_AsItStands_GoesThrough()
    {
        var account = azurite.NewAccount();
        using var files = new Files();
        var settings = await SettingsAsync(files, account);
        (await GhcRun.Async("storage", "create", "--settings", settings)).Expect(0);
        (await GhcRun.Async("demo", "seed", "--settings", settings)).Expect(0);
        await using var app = await AppProcess.StartAsync(settings, "--local-texts");

        var said = await RunAsync(files.Write("walk.sh", Script(app, account)));

        Assert.Equal(["yellow", "red", "yellow", "yellow"], Color().Matches(said).Select(match => match.Groups["color"].Value));
        Assert.Contains("\"verdict\": \"restrict\"", said, StringComparison.Ordinal);
        Assert.StartsWith("<svg", await File.ReadAllTextAsync(files.In("code.svg"), TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal("PNG", System.Text.Encoding.ASCII.GetString(await File.ReadAllBytesAsync(files.In("code.png"), TestContext.Current.CancellationToken), 1, 3));
    }

    /// <summary>New keys as `make run` makes them, on storage of this test's own; and the folders that the README names.</summary>
    private static async Task<string> SettingsAsync(Files files, string account)
    {
        Directory.CreateDirectory(files.In(".data"));
        Directory.CreateDirectory(files.In("artifacts"));
        Directory.CreateSymbolicLink(files.In("artifacts/cli"), Cli);
        var settings = JsonNode.Parse((await GhcRun.Async("keys", "new")).Expect(0).Output)!;
        settings["Values"]!["DataStorage"] = account;
        settings["Values"]!["AzureWebJobsStorage"] = account;
        return files.Write(".data/local.settings.json", settings.ToJsonString());
    }

    /// <summary>
    /// The blocks, with three things of their surroundings replaced: the address; az, which is not on every machine; and sleep, which waits here until the queues are
    /// empty, since a busy machine takes longer than a reader.
    /// </summary>
    private static string Script(AppProcess app, string account)
    {
        var options = new QueueClientOptions();
        var queues = new[] { "border-crossings", "lab-results", "recompute-colors", "sms-outbox" }
            .Select(name => new QueueServiceClient(account, options).GetQueueClient(name).GenerateSasUri(QueueSasPermissions.Read, TimeProvider.System.GetUtcNow().AddHours(1)));
        var readme = File.ReadAllText(Path.Combine(Azurite.RepositoryRoot, "README.md"));
        var walk = readme[readme.IndexOf("## The whole journey", StringComparison.Ordinal)..readme.IndexOf("## Who can sign in", StringComparison.Ordinal)];
        var blocks = Blocks().Matches(walk).Select(match => match.Groups["text"].Value).ToList();
        Assert.Equal(7, blocks.Count);
        return $$"""
            set -eu
            az() { base64 -d <<< "${@: -1}" > az.json; dotnet artifacts/cli/ghc.dll lab send az.json --settings .data/local.settings.json; }
            sleep() {
              for queue in {{string.Join(' ', queues.Select(queue => $"'{queue}'"))}}; do
                until curl -sS -I "$queue&comp=metadata" | grep -qi '^x-ms-approximate-messages-count: 0'; do command sleep 0.1; done
              done
            }
            {{string.Concat(blocks).Replace("http://localhost:7071", app.Client.BaseAddress!.ToString().TrimEnd('/'), StringComparison.Ordinal)}}
            """;
    }

    private static async Task<string> RunAsync(string script)
    {
        var start = new ProcessStartInfo("bash", [script]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = Path.GetDirectoryName(script) };
        using var bash = Process.Start(start)!;
        var output = await Task.WhenAll(bash.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken), bash.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken));
        await bash.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.True(bash.ExitCode == 0, string.Concat(output));
        return string.Concat(output);
    }

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Blocks();

    [GeneratedRegex("\"color\": \"(?<color>[a-z]+)\"")]
    private static partial Regex Color();
}
