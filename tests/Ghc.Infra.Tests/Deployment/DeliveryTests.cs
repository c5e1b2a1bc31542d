using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Policies;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Deployment;

/// <summary>Workflows and documentation agree with the templates and scripts.</summary>
public sealed partial class DeliveryTests
{
    private static readonly string Workflows = Path.Combine(Bicep.Root, ".github", "workflows");

    public static TheoryData<string> WorkflowFiles => [.. Directory.GetFiles(Workflows, "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(WorkflowFiles))]
    public void Workflow_PinsActions_StoresNoSecret_RunsTestsOrAnalysis(string file)
    {
        var text = File.ReadAllText(Path.Combine(Workflows, file));
        var actions = Uses().Matches(text).Select(match => match.Groups["action"].Value).ToList();

        Assert.NotEmpty(actions);
        // A tag can be moved to other code; a commit cannot. Behind it stands the version that it is, which Dependabot keeps.
        Assert.All(actions, action => Assert.Matches(@"^(actions|azure|github)/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$", action));
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.Matches("make test|codeql-action/analyze", text);
    }

    [Fact]
    public void Readme_DescribesEveryModuleAndParameter()
    {
        var readme = File.ReadAllText(Path.Combine(Bicep.Folder, "README.md"));
        var modules = Directory.GetFiles(Path.Combine(Bicep.Folder, "modules")).Select(file => Path.GetFileNameWithoutExtension(file));
        var parameters = Parameter()
            .Matches(File.ReadAllText(Path.Combine(Bicep.Folder, "main.bicep")))
            .Select(match => match.Groups["name"].Value);

        Assert.All(modules.Concat(parameters), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Readme_SaysWhichChecksFailOnPurpose()
    {
        var readme = File.ReadAllText(Path.Combine(Bicep.Folder, "README.md"));

        Assert.All(
            WellArchitected.Waived,
            waived => Assert.Contains($"| `{waived.Key}` | {waived.Value} |", readme, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Workflow_SetsEveryValueThatTheDeploymentAsksFor()
    {
        var workflow = File.ReadAllText(Path.Combine(Workflows, "deploy.yml"));
        var asked = Asked()
            .Matches(File.ReadAllText(Path.Combine(Bicep.Root, "tools", "deploy", "values.sh")))
            .Select(match => match.Groups["name"].Value);

        Assert.All(asked.Except(["GHC_PUBLIC_URL"]), name => Assert.Contains($"{name}: ${{{{ vars.", workflow, StringComparison.Ordinal));
    }

    [Fact]
    public void Main_UsesEveryModule()
    {
        var sources = string.Concat(Directory.GetFiles(Bicep.Folder, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(
            Directory.GetFiles(Path.Combine(Bicep.Folder, "modules")),
            file => Assert.Matches($"module \\w+ '(modules/)?{Path.GetFileName(file)}'", sources)
        );
    }

    [GeneratedRegex(@"uses: (?<action>.+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^\s*ask (?<name>GHC_\w+)", RegexOptions.Multiline)]
    private static partial Regex Asked();

    [GeneratedRegex(@"^param (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
