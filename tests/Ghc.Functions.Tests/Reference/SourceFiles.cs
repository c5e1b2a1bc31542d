using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Reference;

/// <summary>The source of the product: where a type is declared, what its summary says, and which tables and queues it names.</summary>
internal static partial class SourceFiles
{
    private static readonly List<(string Path, string Text)> All =
    [
        .. from path in Directory.GetFiles(Path.Combine(Azurite.RepositoryRoot, "functions"), "*.cs", SearchOption.AllDirectories)
        where !path.Contains("/obj/", StringComparison.Ordinal) && !path.Contains("/bin/", StringComparison.Ordinal)
        orderby path
        select (Path.GetRelativePath(Azurite.RepositoryRoot, path), File.ReadAllText(path)),
    ];

    private static readonly Dictionary<string, (string Path, string Text)> ByType = All.SelectMany(file =>
            Declaration().Matches(file.Text).Select(match => (Name: match.Groups["name"].Value, File: file))
        )
        .GroupBy(each => each.Name)
        .ToDictionary(
            each => each.Key,
            each => each.OrderBy(declaration => Path.GetFileNameWithoutExtension(declaration.File.Path) == each.Key ? 0 : 1).First().File
        );

    public static IEnumerable<string> Texts => All.Select(file => file.Text);

    /// <summary>A link from docs/reference to the file that declares a type.</summary>
    public static string Link(string type) => $"[{type}](../../{ByType[type].Path})";

    /// <summary>What stands above a type.</summary>
    public static string Summary(string type) =>
        Comment(ByType[type].Text, $@"(?:public|internal)[^\n]*\b(?:class|record|struct|enum|interface) {type}\b");

    /// <summary>What stands above a property or a field.</summary>
    public static string Summary(string type, string member) => Comment(ByType[type].Text, $@"public[^\n(=]* {member}\b");

    /// <summary>The constants of a type that the files of another name: <c>TableNames.Holders</c>.</summary>
    public static IEnumerable<string> Names(string type, string constants) =>
        All.Where(file => Path.GetFileName(file.Path).Split('.')[0] == type)
            .SelectMany(file => Regex.Matches(file.Text, $@"\b{constants}\.(?<name>\w+)").Select(match => match.Groups["name"].Value));

    private static string Comment(string text, string declaration)
    {
        var match = Regex.Match(
            text,
            $@"(?<comment>(?:^[ \t]*///[^\n]*\n)*)(?:^[ \t]*\[[^\n]*\]\n)*^[ \t]*{declaration}",
            RegexOptions.Multiline
        );
        var plain = Tag()
            .Replace(
                Parameter().Replace(Slashes().Replace(match.Groups["comment"].Value, " "), ""),
                tag => tag.Groups["name"].Success ? $"`{tag.Groups["name"].Value}`" : ""
            );
        return Spaces().Replace(Code().Replace(plain, "`$1`").Replace("|", "\\|", StringComparison.Ordinal), " ").Trim();
    }

    [GeneratedRegex(@"^(?:public|internal)[^\n]*\b(?:class|record|struct|enum|interface) (?<name>\w+)", RegexOptions.Multiline)]
    private static partial Regex Declaration();

    [GeneratedRegex(@"^[ \t]*///", RegexOptions.Multiline)]
    private static partial Regex Slashes();

    [GeneratedRegex(@"<param .*?</param>|<returns>.*?</returns>", RegexOptions.Singleline)]
    private static partial Regex Parameter();

    [GeneratedRegex("<c>(.*?)</c>", RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex("""</?summary>|<see cref="(?<name>[^"]+)"/>|<paramref name="(?<name>[^"]+)"/>|</?para>""")]
    private static partial Regex Tag();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();
}
