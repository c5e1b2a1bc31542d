using Ghc.Bench.Scale;
using Spectre.Console;

namespace Ghc.Bench.Tests;

/// <summary>The arithmetic of docs/scale.md.</summary>
public sealed class ScaleTests : IDisposable
{
    private static readonly Dictionary<string, double> Costs = new()
    {
        ["scan"] = 400,
        ["code"] = 200,
        ["strip-120"] = 200 + (119 * 50),
        ["login-text"] = 500,
        ["login-password"] = 30_000,
    };

    private readonly string folder = Directory.CreateTempSubdirectory("ghc-bench-scale-").FullName;

    [Fact]
    public void Plan_OfScansAlone_IsWhatOneScanNeedsTimesTheirNumber()
    {
        var plan = Plan.Of("scans", 10_000, (1, new Operation(Cpu: 600, Table: 4, Queue: 2, Executions: 2) { Visits = 1 }));

        Assert.Equal(
            (10_000, 6, 40_000, 20_000, 20_000),
            (plan.Scans, plan.Cores, plan.TableRequests, plan.QueueRequests, plan.Executions)
        );
        Assert.Equal((10, 6, 10, 10), (plan.Instances, plan.AccountsByRequests, plan.AccountsByQueue, plan.StorageAccounts));
        Assert.Equal((2_000, 10_000.0 / 3), (plan.RequestsOfOneQueue, plan.RequestsOfOneAccount));
    }

    [Fact]
    public void Strip_CostsOneCodeAndASignatureForEachOther() => Assert.Equal(200 + (239 * 50), Operation.Strip(Costs).Cpu, 6);

    [Fact]
    public void SignIns_CountBothTheirRequests()
    {
        var plan = Plan.Of("sign-ins", 1_000, (1, new Operation(Cpu: 1_000, 1, 0, 1) { Requests = 2, Texts = 1 }));

        Assert.Equal((0.5, 500, 20), (plan.Cores, plan.Texts, plan.RequestsOfOneSender));
    }

    [Fact]
    public async Task RushAndScale_WriteTheirReports()
    {
        var output = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) });
        var cancellation = TestContext.Current.CancellationToken;
        Assert.Equal(1, await BenchCommand.RunAsync(["scale", "--output", folder], console, cancellation));
        Assert.Contains("run figures and rush first", output.ToString().ReplaceLineEndings(" "), StringComparison.Ordinal);

        await File.WriteAllTextAsync(Path.Combine(folder, "costs.json"), System.Text.Json.JsonSerializer.Serialize(Costs), cancellation);
        Assert.Equal(0, await BenchCommand.RunAsync(["rush", "--phones", "2000", "--output", folder], console, cancellation));
        Assert.Equal(0, await BenchCommand.RunAsync(["scale", "--output", folder], console, cancellation));

        var performance = await File.ReadAllTextAsync(Path.Combine(folder, "performance.md"), cancellation);
        Assert.All(
            ["up", "slow", "short", "down"],
            service =>
                Assert.Equal(
                    3,
                    performance
                        .Split('\n')
                        .Count(line =>
                            Rush.ClientPolicy.All.Any(policy => line.StartsWith($"| {service} | {policy.Name} |", StringComparison.Ordinal))
                        )
                )
        );
        Assert.Equal(4, Directory.GetFiles(Path.Combine(folder, "pictures"), "bench-rush-*.svg").Length);
        var scale = await File.ReadAllTextAsync(Path.Combine(folder, "scale.md"), cancellation);
        Assert.Equal(
            6,
            scale
                .Split('\n')
                .Count(line =>
                    line.Contains("| 23,000 |", StringComparison.Ordinal) || line.Contains("| 60,000 |", StringComparison.Ordinal)
                )
        );
        Assert.DoesNotContain("NaN", performance + scale, StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(folder, recursive: true);
}
