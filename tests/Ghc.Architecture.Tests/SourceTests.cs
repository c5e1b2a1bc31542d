using System.Text.RegularExpressions;

namespace Ghc.Architecture.Tests;

/// <summary>Rules that only the source shows.</summary>
public sealed partial class SourceTests
{
    /// <summary>Lines of the class that has the trigger.</summary>
    private const int Page = 100;

    /// <summary>As <c>max_line_length</c> in .editorconfig.</summary>
    private const int LongestLine = 140;

    private const string StartOfFunction = "public sealed class Long\n{\n    [Function(nameof(Long))]\n";

    [Fact]
    public void Functions_AreAtMostAPage() =>
        Assert.Empty(Sources().Where(source => LengthOfFunction(source.Text) > Page).Select(source => source.File));

    [Fact]
    public void Functions_PlantedLongOne_IsFound()
    {
        Assert.Equal(Page, LengthOfFunction("using A;\n\n" + StartOfFunction + new string('\n', Page - 4) + "}\n"));
        Assert.Equal(Page + 1, LengthOfFunction(StartOfFunction + new string('\n', Page - 3) + "}\n"));
        Assert.Equal(0, LengthOfFunction("public sealed class NoFunction\n{\n}\n"));
    }

    /// <summary>
    /// The formatter breaks lines everywhere but within comments and texts. A text that stands on a line of its own may be longer.
    /// </summary>
    [Fact]
    public void Lines_FitOnAScreen() =>
        Assert.Empty(
            Sources().SelectMany(source => source.Text.Split('\n').Where(IsTooLong).Select(line => $"{source.File}: {line.Trim()}"))
        );

    [Theory]
    [InlineData("    /// <summary>", "</summary>", true)]
    [InlineData("    var x = Call(", ");", true)]
    [InlineData("    \"", "\",", false)]
    [InlineData("    + $\"", "\"", false)]
    public void Lines_PlantedLongOne_IsFound(string start, string end, bool found)
    {
        Assert.Equal(found, IsTooLong(start + new string('x', LongestLine) + end));
        Assert.False(IsTooLong(start + new string('x', LongestLine - start.Length - end.Length) + end));
    }

    [Fact]
    public void RefusalCodes_AreDeclared_NotLiterals() =>
        Assert.Empty(Sources().Where(source => LiteralCode().IsMatch(source.Text)).Select(source => source.File));

    [Theory]
    [InlineData("return new Refusal(\"planted\");", true)]
    [InlineData("return new Domain.Refusal(\"planted\") { RetryAfter = pause };", true)]
    [InlineData("public Refusal Later => new(\"planted\") { MeasureId = Id };", true)]
    [InlineData("return isKnown ? new Refusal(\"planted\") : other;", true)]
    [InlineData("refusal.Code == \"planted\"", true)]
    [InlineData("refusal.Code is \"planted\" or \"other\"", true)]
    [InlineData("return new Refusal(RefusalCodes.NotFound);", false)]
    [InlineData("Refusal.Invalid(\"field\", \"field.missing\")", false)]
    public void RefusalCodes_PlantedLiteral_IsFound(string source, bool found) => Assert.Equal(found, LiteralCode().IsMatch(source));

    private static bool IsTooLong(string line) => line.Length > LongestLine && !LoneText().IsMatch(line);

    /// <summary>From the declaration of the class that has a trigger to its closing brace; 0 if there is none.</summary>
    private static int LengthOfFunction(string source)
    {
        var lines = source.Split('\n');
        var function = Array.FindIndex(lines, line => line.Contains("[Function(", StringComparison.Ordinal));
        if (function < 0)
        {
            return 0;
        }

        var first = Array.FindLastIndex(lines, function, line => line.StartsWith("public", StringComparison.Ordinal));
        return Array.FindIndex(lines, function, line => line == "}") - first + 1;
    }

    private static IEnumerable<(string File, string Text)> Sources()
    {
        var root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "GhcFunctions.sln")))
        {
            root = Path.GetDirectoryName(root)!;
        }

        return from folder in new[] { "functions", "tools" }
            from file in Directory.EnumerateFiles(Path.Combine(root, folder), "*.cs", SearchOption.AllDirectories)
            let name = Path.GetRelativePath(root, file)
            where !name.Split(Path.DirectorySeparatorChar).Any(part => part is "obj" or "bin")
            select (name, File.ReadAllText(file));
    }

    [GeneratedRegex("""^\s*([+?:] )?(yield return )?[$@]*["]""")]
    private static partial Regex LoneText();

    [GeneratedRegex("""Refusal\(\s*"|Refusal \w+ => new\(\s*"|(efusal|why)\.Code (==|!=|is( not)?) "\w""")]
    private static partial Regex LiteralCode();
}
