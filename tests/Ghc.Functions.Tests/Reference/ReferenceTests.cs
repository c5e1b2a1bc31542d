using Ghc.Functions.Tests.Contracts;
using Ghc.Platform.Telemetry;

namespace Ghc.Functions.Tests.Reference;

/// <summary>docs/reference says what the code says. With APPROVE=1 these tests write it.</summary>
public sealed class ReferenceTests
{
    private static readonly Dictionary<string, Func<string>> Pages = new()
    {
        ["functions.md"] = ReferencePages.Functions,
        ["settings.md"] = ReferencePages.Settings,
        ["storage.md"] = ReferencePages.Storage,
        ["refusals.md"] = ReferencePages.Refusals,
        ["metrics.md"] = ReferencePages.Metrics,
    };

    public static TheoryData<string> Names => [.. Pages.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Page_IsWhatTheCodeSays(string name)
    {
        var file = Path.Combine(Docs.Folder, "reference", name);
        var page = Pages[name]();
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(file, page);
        }

        Assert.True(
            File.Exists(file) && page == File.ReadAllText(file).ReplaceLineEndings("\n"),
            $"Run ReferenceTests with APPROVE=1, which writes docs/reference/{name}."
        );
    }

    [Fact]
    public void Functions_AllSayWhatTheyDo() =>
        Assert.All(FunctionCatalog.All, function => Assert.NotEmpty(SourceFiles.Summary(function.Type)));

    [Fact]
    public void Settings_AllSayWhatTheyAreFor() =>
        Assert.All(SettingsCatalog.All, setting => Assert.True(setting.Summary.Length > 0, $"{setting.Name} has no summary."));

    [Fact]
    public void Metrics_AreAllThere() =>
        Assert.All(
            typeof(MetricNames).GetFields().Select(field => (string)field.GetRawConstantValue()!),
            name => Assert.Contains($"| `{name}` |", ReferencePages.Metrics(), StringComparison.Ordinal)
        );
}
