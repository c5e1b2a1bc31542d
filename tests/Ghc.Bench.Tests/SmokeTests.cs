using System.Text.Json;
using System.Xml.Linq;
using Ghc.Bench.Reporting;
using Spectre.Console;

namespace Ghc.Bench.Tests;

/// <summary>The whole harness with tiny counts: that every figure comes out, never what it says.</summary>
public sealed class SmokeTests : IDisposable
{
    private static readonly string[] Figures =
    [
        "scan-throughput",
        "scan-latency-p50",
        "scan-latency-p99",
        "code-throughput",
        "strip-latency",
        "login-throughput",
        "scan-cpu",
        "scan-allocations",
        "scan-cpu-signed",
        "scan-host-cpu",
        "code-cpu",
        "code-cpu-signed",
        "strip-cpu",
        "strip-cpu-signed",
        "login-cpu",
        "login-hashing",
        "ingest-throughput",
        "batch-time",
        "batch-cpu",
        "batch-calls",
        "lab-to-color",
        "verify-code",
        "assess-100",
        "assess-1000",
        "part-row",
        "part-mint",
        "part-seal",
        "part-open",
        "part-base45",
        "part-read",
        "part-answer",
        "part-strip",
        "part-code-function",
        "part-code-storage",
        "part-scan-function",
        "part-scan-storage",
        "audit-growth",
        "sweep-1k",
        "sweep-100k",
        "sweep-1m",
        "sweep-memory",
        "first-answer",
        "memory-idle",
        "memory-load",
    ];

    private readonly string folder = Directory.CreateTempSubdirectory("ghc-bench-smoke-").FullName;

    [Fact]
    public async Task Figures_Smoke_AllComeOutFinite_AndAreWrittenAsJsonChartAndText()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

        Assert.Equal(
            0,
            await BenchCommand.RunAsync(["figures", "--smoke", "--output", folder], console, TestContext.Current.CancellationToken)
        );

        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "figures.json"), TestContext.Current.CancellationToken)
        );
        var found = json
            .RootElement.EnumerateArray()
            .ToDictionary(
                figure => figure.GetProperty("id").GetString()!,
                figure => figure.GetProperty("ratio").GetProperty("median").GetDouble()
            );
        Assert.Equal(Figures.Order(), found.Keys.Order());
        // The few calls of a smoke run may take the host less than one tick of the processor's clock.
        Assert.All(
            found,
            figure =>
                Assert.True(
                    double.IsFinite(figure.Value) && (figure.Value > 0 || figure is { Key: "scan-host-cpu", Value: 0 }),
                    $"{figure.Key} is {figure.Value}"
                )
        );
        var text = await File.ReadAllTextAsync(Path.Combine(folder, "performance.md"), TestContext.Current.CancellationToken);
        Assert.All(Figures, id => Assert.Contains($"| `{id}` |", text, StringComparison.Ordinal));
        Assert.Equal("svg", XDocument.Load(Path.Combine(folder, "pictures", "bench-figures.svg")).Root!.Name.LocalName);
    }

    /// <summary>Some seconds of everything, with both kills and the stall: all that was taken is there once.</summary>
    [Fact]
    public async Task Load_SomeSeconds_LosesNothing_AndIsWrittenAsJsonAndText()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });

        var exitCode = await BenchCommand.RunAsync(
            ["load", "--minutes", "0.2", "--output", folder],
            console,
            TestContext.Current.CancellationToken
        );

        Assert.True(exitCode == 0, output.ToString());
        using var json = JsonDocument.Parse(
            await File.ReadAllTextAsync(Path.Combine(folder, "load.json"), TestContext.Current.CancellationToken)
        );
        Assert.Equal(
            ["scan", "code", "sign-in", "look-up", "measure", "result", "crossing"],
            json.RootElement.GetProperty("kinds").EnumerateArray().Select(kind => kind.GetProperty("kind").GetString())
        );
        Assert.All(
            json.RootElement.GetProperty("counted").EnumerateArray(),
            each => Assert.True(each.GetProperty("taken").GetInt32() > 0, each.ToString())
        );
        Assert.True(json.RootElement.GetProperty("longestRestartSeconds").GetDouble() > 0);
        Assert.Contains(
            "Nothing was lost, nothing doubled.",
            await File.ReadAllTextAsync(Path.Combine(folder, "performance.md"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    /// <summary>Numbers are the program's, what they mean is ours: no figure may go unexplained.</summary>
    [Fact]
    public async Task Document_ExplainsEveryFigure()
    {
        var document = await File.ReadAllTextAsync(
            Path.Combine(OutputFolders.RepositoryRoot, "docs", "performance.md"),
            TestContext.Current.CancellationToken
        );
        var prose =
            document[..document.IndexOf("<!-- bench:figures -->", StringComparison.Ordinal)]
            + document[document.IndexOf("<!-- /bench:figures -->", StringComparison.Ordinal)..];

        Assert.All(Figures, id => Assert.Contains($"`{id}`", prose, StringComparison.Ordinal));
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
