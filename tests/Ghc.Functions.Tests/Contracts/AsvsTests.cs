using System.Globalization;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Tests.Contracts;

/// <summary>
/// <c>docs/asvs.md</c> has a row for every requirement of levels 1 and 2 of OWASP ASVS 5.0, and says nothing that is not there.
/// </summary>
public sealed partial class AsvsTests
{
    /// <summary>How many requirements of levels 1 and 2 each section has. They are numbered from 1; those of level 3 follow them.</summary>
    private const string Sections =
        "1.1=2 1.2=9 1.3=11 1.4=3 1.5=2 2.1=3 2.2=3 2.3=4 2.4=1 3.2=2 3.3=4 3.4=6 3.5=5 3.7=2 4.1=3 4.2=1 4.3=2 4.4=4 5.1=1 5.2=3 5.3=2 5.4=3 "
        + "6.1=3 6.2=12 6.3=4 6.4=4 6.5=5 6.6=3 6.8=4 7.1=3 7.2=4 7.3=2 7.4=5 7.5=2 7.6=2 8.1=2 8.2=3 8.3=1 8.4=1 9.1=3 9.2=4 "
        + "10.1=2 10.2=2 10.3=4 10.4=11 10.5=5 10.6=2 10.7=3 11.1=2 11.2=3 11.3=3 11.4=4 11.5=1 11.6=1 12.1=3 12.2=2 12.3=4 13.1=1 13.2=5 13.3=2 13.4=5 "
        + "14.1=2 14.2=4 14.3=3 15.1=3 15.2=3 15.3=7 16.1=1 16.2=5 16.3=4 16.4=3 16.5=3 17.1=1 17.2=4 17.3=2";

    private const int OfLevel1 = 70;
    private const int FewestMet = 160;
    private static readonly string[] Statuses = ["met", "partly", "not met", "not applicable"];

    /// <summary>
    /// What the public guide demands against the standard: a digit, a letter and a special character, and 16 characters at most.
    /// </summary>
    private static readonly string[] DemandedByTheGuide = ["6.2.5", "6.2.9"];

    private static readonly IReadOnlyList<string> Files = FilesOf(Path.GetDirectoryName(Docs.Folder)!);

    [Fact]
    public void Table_IsWholeAndTrue() => Assert.Empty(Problems(Docs.Text("asvs.md")));

    [Theory]
    [InlineData(@"^\| 2\.2\.1 \|.*\n", "", "numbers")]
    [InlineData(@"(?<=^\| 2\.2\.1 \| 1 \| [^|]+ \| )met", "fine", "status")]
    [InlineData(@"(?<=^\| 2\.2\.1 \| 1 \| [^|]+ \| )met", "not met", "not met: 2.2.1")]
    [InlineData(@"(?<=^\| 2\.2\.1 \| )1", "2", "level 1")]
    [InlineData(@"(?<=^\| 2\.2\.1 \| 1 \| [^|]+ \| met \| ).*(?= \|$)", "because we say so", "names no file")]
    [InlineData(@"(?<=^\| 2\.2\.1 \| 1 \| [^|]+ \| met \| )", "`Http/Nowhere.cs` ", "Nowhere.cs")]
    [InlineData(@"(?<=^\| met \| )\d+", "999", "summary")]
    public void Table_WithAPlantedFault_IsFoundOut(string pattern, string replacement, string named)
    {
        var table = Docs.Text("asvs.md");
        var broken = Regex.Replace(table, pattern, replacement, RegexOptions.Multiline);

        Assert.NotEqual(table, broken);
        Assert.Contains(Problems(broken), problem => problem.Contains(named, StringComparison.Ordinal));
    }

    [Fact]
    public void ThreatModel_NamesOnlyWhatExists()
    {
        var names = Class().Matches(Docs.Text("threat-model.md")).Select(match => match.Groups["name"].Value).ToHashSet();

        Assert.Superset(new HashSet<string> { "ConsentTests", "GuessingTests", "MendedMessageTests" }, names);
        Assert.All(names, name => Assert.Contains(Files, file => file.EndsWith($"/{name}.cs", StringComparison.Ordinal)));
    }

    private static IReadOnlyList<string> Problems(string document)
    {
        var rows = Row()
            .Matches(document)
            .Select(match => new Requirement(
                match.Groups["number"].Value,
                match.Groups["level"].Value,
                match.Groups["status"].Value,
                match.Groups["by"].Value
            ))
            .ToList();
        return
        [
            .. rows.Select(row => row.Number).SequenceEqual(Numbers())
                ? []
                : new[] { "The numbers are not those of the standard, each once and in order" },
            .. rows.Count(row => row.Level == "1") == OfLevel1 ? [] : new[] { $"Not {OfLevel1} rows have level 1" },
            .. rows.Count(row => row.Status == "met") >= FewestMet ? [] : new[] { $"Fewer than {FewestMet} are met" },
            .. rows.SelectMany(ProblemsOf),
            .. Summary(rows)
                .Where(line => !document.Contains($"\n{line}\n", StringComparison.Ordinal))
                .Select(line => $"The summary lacks: {line}"),
        ];
    }

    private static IEnumerable<string> ProblemsOf(Requirement row)
    {
        var files = Named().Matches(row.By).Select(match => match.Groups["path"].Value).ToList();
        return
        [
            .. Statuses.Contains(row.Status) ? [] : new[] { $"{row.Number} has no status: {row.Status}" },
            .. row.Status != "not met" || DemandedByTheGuide.Contains(row.Number) ? [] : new[] { $"not met: {row.Number}" },
            .. row.Status != "met" || files.Count > 0 ? [] : new[] { $"{row.Number} is met and names no file" },
            .. row.By.Length > 10 ? [] : new[] { $"{row.Number} says neither how nor why" },
            .. files.Where(path => !IsOneFile(path)).Select(path => $"{row.Number}: {path} is not one file"),
        ];
    }

    private static bool IsOneFile(string path) =>
        Files.Contains(path) || Files.Count(file => file.EndsWith($"/{path}", StringComparison.Ordinal)) == 1;

    private static IEnumerable<string> Numbers() =>
        from section in Sections.Split(' ')
        let parts = section.Split('=')
        from number in Enumerable.Range(1, int.Parse(parts[1], CultureInfo.InvariantCulture))
        select $"{parts[0]}.{number}";

    private static IEnumerable<string> Summary(IReadOnlyCollection<Requirement> rows) =>
        from status in Statuses
        let level1 = rows.Count(row => row.Status == status && row.Level == "1")
        let all = rows.Count(row => row.Status == status)
        select $"| {status} | {level1} | {all - level1} | {all} |";

    private static List<string> FilesOf(string root)
    {
        string[] built = ["bin", "obj", "node_modules", "artifacts", "dist", ".git", ".data"];
        return
        [
            .. Directory.GetFiles(root).Select(file => Path.GetFileName(file)),
            .. Directory
                .GetDirectories(root)
                .Where(folder => !built.Contains(Path.GetFileName(folder)))
                .SelectMany(folder => FilesOf(folder).Select(file => $"{Path.GetFileName(folder)}/{file}")),
        ];
    }

    [GeneratedRegex("`(?<name>[A-Z][A-Za-z]+)`")]
    private static partial Regex Class();

    private sealed record Requirement(string Number, string Level, string Status, string By);

    [GeneratedRegex(
        @"^\| (?<number>\d+\.\d+\.\d+) \| (?<level>[12]) \| [^|]+ \| (?<status>[^|]+) \| (?<by>[^|]+) \|$",
        RegexOptions.Multiline
    )]
    private static partial Regex Row();

    /// <summary>A file, written as far as it takes to tell it from others.</summary>
    [GeneratedRegex(@"`(?<path>[\w./+-]+\.(cs|ts|tsx|md|json|bicep|props|yml|sh|html|targets|csproj))`")]
    private static partial Regex Named();
}
