using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using Ghc.Domain.Colors;
using Ghc.Functions.Http;
using Ghc.Functions.Tests.Support;
using Ghc.Functions.Texts;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>Every text in every language, and no text that nobody can get.</summary>
public sealed partial class TextTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByLanguage = new()
    {
        ["en"] = Read(CultureInfo.InvariantCulture),
        ["zh-Hans"] = Read(Languages.Simplified),
        ["zh-Hant"] = Read(Languages.Traditional),
    };

    [Fact]
    public void Texts_HaveTheSameKeysInEveryLanguage()
    {
        Assert.NotEmpty(ByLanguage["en"]);
        Assert.All(ByLanguage.Values, texts => Assert.Equal(ByLanguage["en"].Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal)));
        Assert.All(ByLanguage.Values.SelectMany(texts => texts), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Texts_HaveTheSamePlaceholdersInEveryLanguage() => Assert.All(ByLanguage["en"], text => Assert.All(
        ByLanguage.Values, texts => Assert.Equal(Placeholders(text.Value), Placeholders(texts[text.Key]))));

    [Fact]
    public void ProblemCodes_HaveTitleAndDetail() => Assert.All(Problem.Codes, code => Assert.All(
        ByLanguage.Values, texts => Assert.True(texts.ContainsKey($"problem.{code}") && texts.ContainsKey($"problem.{code}.detail"), code)));

    [Fact]
    public void Problems_OfTheSource_AreKnownCodes()
    {
        var used = Sources().SelectMany(source => NewRefusal().Matches(source)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.NotEmpty(used);
        Assert.Empty(used.Except(Problem.Codes));
    }

    [Fact]
    public void FieldErrors_OfTheSource_HaveTexts()
    {
        var used = Sources().SelectMany(source => FieldProblem().Matches(source)).Select(match => $"field.{match.Groups[1].Value}").Distinct().ToList();
        Assert.True(used.Count > 20, "The pattern no longer finds the field errors.");
        Assert.Empty(used.Except(ByLanguage["en"].Keys));
    }

    [Fact]
    public void Keys_NamedInTheSource_HaveTexts()
    {
        var used = Sources().SelectMany(source => LiteralKey().Matches(source)).Select(match => match.Groups[1].Value).Distinct().ToList();
        Assert.Contains("sms.welcome", used);
        Assert.Empty(used.Except(ByLanguage["en"].Keys));
    }

    [Fact]
    public void Reasons_HaveTextAndGuidance() => Assert.All(
        ReasonCodes.All, code => Assert.True(ByLanguage["en"].ContainsKey($"reason.{code}") && ByLanguage["en"].ContainsKey($"guidance.{code}"), code));

    private static Dictionary<string, string> Read(CultureInfo language) =>
        new ResourceManager("Ghc.Functions.Texts.Texts", typeof(Text).Assembly).GetResourceSet(language, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>().ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Placeholders(string text) => Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources() => Directory
        .EnumerateFiles(Path.Combine(Azurite.RepositoryRoot, "functions"), "*.cs", SearchOption.AllDirectories)
        .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Select(File.ReadAllText);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    [GeneratedRegex("new (?:Domain\\.)?Refusal\\(\"([a-z-]+)\"\\)")]
    private static partial Regex NewRefusal();

    /// <summary>The problem is the last argument of what makes a field error.</summary>
    [GeneratedRegex("(?:Refusal\\.Invalid|form\\.Require)\\([^;]*?\"([a-z-]+\\.[a-z-]+)\"\\)")]
    private static partial Regex FieldProblem();

    [GeneratedRegex("Text\\.Get\\(\"([^\"]+)\"")]
    private static partial Regex LiteralKey();
}
