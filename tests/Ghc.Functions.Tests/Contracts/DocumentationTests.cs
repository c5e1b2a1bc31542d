using System.Reflection;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Ghc.Domain;
using Ghc.Functions.Tests.Reference;
using Ghc.Platform.Json;
using Ghc.Platform.Queues;
using Ghc.Platform.Storage;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Tests.Contracts;

/// <summary>What documents say of the code is so.</summary>
public sealed partial class DocumentationTests
{
    private static readonly string Root = Path.GetDirectoryName(Docs.Folder)!;

    public static TheoryData<string> Documents =>
        [
            "README.md",
            "CONTRIBUTING.md",
            "SECURITY.md",
            "infra/README.md",
            ".github/pull_request_template.md",
            .. Directory.GetFiles(Docs.Folder, "*.md", SearchOption.AllDirectories).Select(path => Path.GetRelativePath(Root, path)),
        ];

    [Theory]
    [MemberData(nameof(Documents))]
    public void Links_LeadSomewhere(string document)
    {
        var folder = Path.GetDirectoryName(Path.Combine(Root, document))!;
        var links = Link()
            .Matches(Code().Replace(Read(document), ""))
            .Select(match => match.Groups["to"].Value)
            .Where(to => !to.StartsWith("http", StringComparison.Ordinal));

        Assert.All(
            links,
            link =>
            {
                var parts = link.Split('#');
                var target = parts[0].Length == 0 ? Path.Combine(Root, document) : Path.GetFullPath(Path.Combine(folder, parts[0]));
                Assert.True(File.Exists(target) || Directory.Exists(target), $"{document} links to {link}");
                if (parts.Length > 1)
                {
                    Assert.Contains(
                        parts[1],
                        Heading().Matches(File.ReadAllText(target)).Select(heading => Anchor(heading.Groups["text"].Value))
                    );
                }
            }
        );
    }

    [Fact]
    public void Messages_SayWhatToDoAboutEveryRemark() =>
        Assert.All(
            Enum.GetValues<Remarks>().Where(remark => remark != Remarks.None),
            remark => Assert.Matches($@"(?m)^\|[^|]*`{Words.Of(remark)}`[^|]*\|[^|]+\|[^|]+\|$", Docs.Text("messages.md"))
        );

    /// <summary>All queues, tables and timers are in the diagram, and all folders on the map.</summary>
    [Fact]
    public void Architecture_ShowsEverything()
    {
        var architecture = Docs.Text("architecture.md");
        var diagram = architecture[
            architecture.IndexOf("```mermaid", StringComparison.Ordinal)..architecture.LastIndexOf("```", StringComparison.Ordinal)
        ];
        var folders = new[] { "Ghc.Domain", "Ghc.Platform", "Ghc.Functions" }
            .SelectMany(project => Directory.GetDirectories(Path.Combine(Root, "functions", project)))
            .Where(folder => Path.GetFileName(folder) is not ("bin" or "obj"));

        Assert.All(QueueNames.All, queue => Assert.Contains($"[/{queue}/]", diagram, StringComparison.Ordinal));
        Assert.All(TableNames.All, table => Assert.Matches($@"[(\[ ]{table}[,)]", diagram));
        Assert.All(
            FunctionCatalog.All.Where(function => function.Trigger.StartsWith("timer", StringComparison.Ordinal)),
            timer => Assert.Contains($"{{{{{timer.Name},", diagram, StringComparison.Ordinal)
        );
        Assert.All(
            FunctionCatalog.All.Where(function => function.Queue is not null),
            function => Assert.Contains($"--> {function.Name}\n", diagram, StringComparison.Ordinal)
        );
        Assert.All(
            folders,
            folder => Assert.Contains($"](../{Path.GetRelativePath(Root, folder)})", architecture, StringComparison.Ordinal)
        );
    }

    [Fact]
    public void Storage_DescribesEveryTableAndQueue()
    {
        var storage = Docs.Text("storage.md");
        var headings = Heading().Matches(storage).SelectMany(heading => heading.Groups["text"].Value.Split(", ")).ToList();

        Assert.All(TableNames.All, table => Assert.Contains(table, headings));
        Assert.All(QueueNames.All, queue => Assert.Contains($"\n| `{queue}` |", storage, StringComparison.Ordinal));
    }

    [Fact]
    public void Storage_NamesTheTemplatesNames()
    {
        var storage = Docs.Text("storage.md");
        using var names = JsonDocument.Parse(Read("infra/names.json"));
        var tables = names.RootElement.GetProperty("tables").EnumerateArray().Select(name => name.GetString()!).ToList();
        var queues = names.RootElement.GetProperty("queues").EnumerateObject().Select(queue => queue.Value.GetString()!).ToList();

        Assert.Superset(TableNames.All.ToHashSet(), tables.ToHashSet());
        Assert.Superset(QueueNames.All.ToHashSet(), queues.ToHashSet());
        Assert.All(tables.Concat(queues), name => Assert.Contains(name, storage, StringComparison.Ordinal));
    }

    [Fact]
    public void Storage_NamesOnlyFunctionsThatExist()
    {
        var functions = Functions().Select(function => function.Name).ToHashSet();
        var writers = FunctionName().Matches(Docs.Text("storage.md")).Select(match => match.Value).ToHashSet();

        Assert.NotEmpty(writers);
        Assert.Subset(functions, writers);
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("CONTRIBUTING.md")]
    public void MakeTargets_Exist(string document)
    {
        var targets = Target().Matches(Read("Makefile")).Select(match => match.Groups["name"].Value).ToHashSet();
        var named = Make().Matches(Read(document)).Select(match => match.Groups["name"].Value).ToHashSet();

        Assert.Superset(new HashSet<string> { "run", "test" }, named);
        Assert.Subset(targets, named);
    }

    [Fact]
    public void Walkthrough_CallsOnlyRoutesThatExist()
    {
        var routes = Functions().Select(function => function.Route).Where(route => route is not null).ToHashSet();
        var shell = string.Concat(Shell().Matches(Docs.Text("walkthrough.md")).Select(match => match.Groups["text"].Value));
        var called = Route().Matches(shell).Select(match => match.Value).ToHashSet();

        Assert.Superset(
            new HashSet<string>
            {
                "local/sms",
                "api/sms-codes",
                "api/apply",
                "api/login",
                "api/set-password",
                "api/code",
                "api/code.svg",
                "api/code.png",
                "api/shifts",
                "api/scan",
            },
            called
        );
        // The list of texts is the local host's, which stands in for the provider.
        Assert.Subset(routes.Append("local/sms").ToHashSet()!, called);
    }

    [Fact]
    public void Contract_HasOnlyRoutesThatExist()
    {
        var routes = Functions().Select(function => function.Route).ToHashSet();

        Assert.All(
            Docs.Json("openapi.json").GetProperty("paths").EnumerateObject(),
            path => Assert.Contains(path.Name.TrimStart('/'), routes)
        );
    }

    /// <summary>What a newcomer asks is answered in one more click.</summary>
    [Theory]
    [InlineData("Where is a color decided?", "Policy.cs")]
    [InlineData("Where do facts become the stored status?", "Assessing.cs")]
    [InlineData("Where is a text message worded?", "Texts.resx")]
    [InlineData("Where is the limit of 100 codes an hour?", "SmsBudget__PerAddressPerHour` | 100 ")]
    [InlineData("What settings are there?", "| setting | default |")]
    [InlineData("Who may call what?", "| function | trigger | who |")]
    [InlineData("Which class serves `POST api/scan`?", "`POST api/scan`")]
    [InlineData("What status has a refusal?", "| `code-expired` | 422 |")]
    [InlineData("What is kept of a person, and how long?", "## How long things stay")]
    [InlineData("What is a Holder?", "| Holder |")]
    [InlineData("How do I add a kind of measure?", "**a kind of measure**")]
    [InlineData("Where are the pages?", "web")]
    public void Readme_AnswersANewcomersQuestion(string question, string answer)
    {
        var row = Read("README.md").Split('\n').Single(line => line.StartsWith($"| {question} |", StringComparison.Ordinal));
        var targets = Link().Matches(row).Select(match => match.Groups["to"].Value.Split('#')[0]).ToList();

        Assert.Contains(
            targets,
            target =>
                target.EndsWith(answer, StringComparison.Ordinal)
                || (File.Exists(Path.Combine(Root, target)) && Read(target).Contains(answer, StringComparison.Ordinal))
        );
    }

    [Fact]
    public void Packages_EachHaveTheirReason()
    {
        var packages = XDocument
            .Parse(Read("Directory.Packages.props"))
            .Descendants("PackageVersion")
            .Select(package => package.Attribute("Include")!.Value);
        var reasons = Package().Matches(Docs.Text("adr/README.md")).Select(match => match.Groups["name"].Value);

        Assert.Equal(packages.Order(StringComparer.Ordinal), reasons.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Decisions_AreAllInTheIndex()
    {
        var decisions = Directory.GetFiles(Path.Combine(Docs.Folder, "adr"), "0*.md").Select(path => Path.GetFileName(path)).ToList();

        Assert.All(decisions, decision => Assert.Contains($"({decision})", Docs.Text("adr/README.md"), StringComparison.Ordinal));
        Assert.All(
            decisions,
            decision => Assert.StartsWith($"# {int.Parse(decision[..4], null)}. ", Docs.Text($"adr/{decision}"), StringComparison.Ordinal)
        );
        Assert.All(
            decisions,
            decision =>
                Assert.Matches(
                    @"(?s)\A# [^\n]+\n\n## Status\n(Accepted|Superseded by \[\d+\]\([^)]+\)), \d{4}-\d\d-\d\d\..*\n## Context\n.*\n## Decision\n.*\n## Consequences\n",
                    Docs.Text($"adr/{decision}")
                )
        );
    }

    private static IEnumerable<(string Name, string? Route)> Functions() =>
        from type in typeof(Features).Assembly.GetTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        where function is not null
        select (
            function.Name,
            method
                .GetParameters()
                .Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()?.Route)
                .FirstOrDefault(route => route is not null)
        );

    private static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    private static string Anchor(string heading) =>
        string.Concat(heading.ToLowerInvariant().Where(c => char.IsLetterOrDigit(c) || c is ' ' or '-')).Replace(' ', '-');

    [GeneratedRegex(@"\]\((?<to>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("```.*?```|`[^`\n]*`", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^#+ (?<text>.+)$", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(?<name>[a-z-]+):", RegexOptions.Multiline)]
    private static partial Regex Target();

    [GeneratedRegex(@"(?<=`|^)make (?<name>[a-z-]+)|GHC_PORT=\d+ make (?<name>[a-z-]+)", RegexOptions.Multiline)]
    private static partial Regex Make();

    [GeneratedRegex("```sh\n(?<text>.*?)```", RegexOptions.Singleline)]
    private static partial Regex Shell();

    [GeneratedRegex(@"\b(api|local)/[a-z.-]*[a-z](/[a-z]+)*")]
    private static partial Regex Route();

    [GeneratedRegex(@"^\| `(?<name>[A-Za-z0-9.-]+)` \|", RegexOptions.Multiline)]
    private static partial Regex Package();

    [GeneratedRegex(@"\b(Ingest|Recompute|Record|Send|Set)[A-Z][A-Za-z]+|\b(Apply|Login|Scan)\b(?=[,;. |(])")]
    private static partial Regex FunctionName();
}
