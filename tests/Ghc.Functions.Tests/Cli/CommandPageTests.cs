using Ghc.Cli;
using Ghc.Functions.Tests.Contracts;

namespace Ghc.Functions.Tests.Cli;

/// <summary>docs/ghc.md lists the commands as they are.</summary>
public sealed class CommandPageTests
{
    private const string Marker = "<!-- From here on a test writes this page: APPROVE=1 with CommandPageTests. -->\n";

    [Fact]
    public void Page_ListsTheCommandsAsTheyAre()
    {
        var file = Path.Combine(Docs.Folder, "ghc.md");
        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var written = page[..(page.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)];
        var generated = written + string.Concat(GhcRun.Leaves(GhcRun.Tree()).Select(Section));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(file, generated);
        }

        Assert.True(
            generated == File.ReadAllText(file).ReplaceLineEndings("\n"),
            "A command changed: run this test with APPROVE=1, which writes docs/ghc.md."
        );
    }

    private static string Section(string[] path)
    {
        var command = GhcRun.Find(path);
        IEnumerable<string> rows =
        [
            .. command.Arguments.Select(argument => $"| `{argument.Name}` | {argument.Description} |"),
            .. command
                .Options.OrderByDescending(option => option.Required)
                .Select(option => $"| `{option.Name}`{(option.Required ? " (needed)" : "")} | {option.Description} |"),
        ];
        string[] table = rows.Any() ? ["| | |", "|---|---|", .. rows] : [];
        return string.Join(
            '\n',
            ["", $"### ghc {string.Join(' ', path)}", command.Description, "```sh", .. Help.ExamplesOf(command), "```", .. table, ""]
        );
    }
}
