using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Deployment;

/// <summary>The workflows and the documentation say what is so.</summary>
public sealed partial class DeliveryTests
{
    private static readonly string Workflows = Path.Combine(Bicep.Root, ".github", "workflows");

    public static TheoryData<string> WorkflowFiles => [.. Directory.GetFiles(Workflows, "*.yml").Select(file => Path.GetFileName(file))];

    [Theory]
    [MemberData(nameof(WorkflowFiles))]
    public void Workflow_PinsActions_StoresNoSecret_RunsTheTests(string file)
    {
        var text = File.ReadAllText(Path.Combine(Workflows, file));
        var actions = Uses().Matches(text).Select(match => match.Groups["action"].Value).ToList();

        Assert.NotEmpty(actions);
        Assert.All(actions, action => Assert.Matches(@"^(actions|azure)/[a-z-]+@v\d+$", action));
        Assert.DoesNotContain("secrets.", text, StringComparison.Ordinal);
        Assert.Contains("make test", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Readme_DescribesEveryModuleAndParameter()
    {
        var readme = File.ReadAllText(Path.Combine(Bicep.Folder, "README.md"));
        var modules = Directory.GetFiles(Path.Combine(Bicep.Folder, "modules")).Select(file => Path.GetFileNameWithoutExtension(file));
        var parameters = Parameter().Matches(File.ReadAllText(Path.Combine(Bicep.Folder, "main.bicep"))).Select(match => match.Groups["name"].Value);

        Assert.All(modules.Concat(parameters), name => Assert.Contains($"`{name}`", readme, StringComparison.Ordinal));
    }

    [Fact]
    public void Main_UsesEveryModule()
    {
        var sources = string.Concat(Directory.GetFiles(Bicep.Folder, "*.bicep", SearchOption.AllDirectories).Select(File.ReadAllText));

        Assert.All(Directory.GetFiles(Path.Combine(Bicep.Folder, "modules")), file =>
            Assert.Matches($"module \\w+ '(modules/)?{Path.GetFileName(file)}'", sources));
    }

    [GeneratedRegex(@"uses: (?<action>\S+)")]
    private static partial Regex Uses();

    [GeneratedRegex(@"^param (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Parameter();
}
