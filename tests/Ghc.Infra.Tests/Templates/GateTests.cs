using System.Text.Json.Nodes;
using Ghc.Infra.Tests.Policies;

namespace Ghc.Infra.Tests.Templates;

/// <summary>What stands between a change of infra/ and a deployment.</summary>
public sealed class GateTests
{
    public static TheoryData<string> Environments => [.. Bicep.Environments];

    public static TheoryData<string, string> EnvironmentsAndPolicies =>
        [.. from environment in Bicep.Environments from policy in PolicyList.All.Keys select (environment, policy)];

    [Fact]
    public async Task EveryFile_Linted_GivesNoDiagnostic() => Assert.Empty(await Bicep.Lint(Bicep.Folder));

    [Fact]
    public async Task Template_Built_GivesNoDiagnostic() => Assert.Empty(await Bicep.Build(Bicep.Folder));

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Parameters_Built_GiveNoDiagnostic(string environment) =>
        Assert.Empty(await Bicep.BuildParameters(Bicep.Folder, environment));

    [Fact]
    public async Task EveryFile_Formatted_StaysAsItIs()
    {
        using var copy = new InfraCopy();
        Assert.Empty(await Bicep.Format(copy.Folder));

        Assert.All(
            Directory.GetFiles(copy.Folder, "*.bicep", SearchOption.AllDirectories),
            file =>
                Assert.Equal(File.ReadAllText(Path.Combine(Bicep.Folder, Path.GetRelativePath(copy.Folder, file))), File.ReadAllText(file))
        );
    }

    [Theory]
    [MemberData(nameof(Environments))]
    public async Task Snapshot_ExpandedAgain_IsTheCommittedOne(string environment) =>
        Assert.Empty(await Bicep.Snapshot(Bicep.Folder, environment));

    [Theory]
    [MemberData(nameof(EnvironmentsAndPolicies))]
    public void Snapshot_KeepsPolicy(string environment, string policy) => Assert.Empty(PolicyList.All[policy](Snapshot.Read(environment)));

    [Theory]
    [MemberData(nameof(Environments))]
    public void Storage_HasTheQueuesAndTablesOfNamesJson(string environment)
    {
        var names = JsonNode.Parse(File.ReadAllText(Path.Combine(Bicep.Folder, "names.json")))!;
        var queues = names["queues"]!.AsObject().Select(queue => queue.Value!.ToString()).ToList();
        var snapshot = Snapshot.Read(environment);

        Assert.Equal(
            queues.Concat(queues.Select(queue => $"{queue}{names["poisonSuffix"]}")).Order(StringComparer.Ordinal),
            snapshot
                .Of("Microsoft.Storage/storageAccounts/queueServices/queues")
                .Select(queue => queue.ShortName)
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            names["tables"]!.AsArray().Select(table => table!.ToString()).Order(StringComparer.Ordinal),
            snapshot
                .Of("Microsoft.Storage/storageAccounts/tableServices/tables")
                .Select(table => table.ShortName)
                .Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Workbook_WithNamesFilledIn_IsJsonWithoutPlaceholders()
    {
        var text = Snapshot.Read("prod").One("Microsoft.Insights/workbooks").Text("properties.serializedData")!;

        Assert.NotNull(JsonNode.Parse(text)!["items"]);
        Assert.DoesNotContain("{{", text, StringComparison.Ordinal);
    }
}
