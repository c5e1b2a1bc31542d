using System.Collections;
using System.Globalization;
using System.Resources;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Tests.Catalog;

/// <summary>Every text in every language, and no text that nobody can get.</summary>
public sealed partial class TextTests
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByLanguage = Languages.All.ToDictionary(
        language => language.Name,
        language => Read(language.Name == "en" ? CultureInfo.InvariantCulture : language)
    );

    /// <summary>What is spelled as in English, and rightly.</summary>
    private static readonly (string Language, string Key)[] SpelledAlike = [("fr", "print.document")];

    /// <summary>A letter that every text of the language has, in the blocks of Unicode.</summary>
    public static TheoryData<string, string> Scripts =>
        new()
        {
            { "zh-Hans", @"[\u4e00-\u9fff]" },
            { "zh-Hant", @"[\u4e00-\u9fff]" },
            { "ja", @"[\u3040-\u30ff\u4e00-\u9fff]" },
            { "ko", @"[\uac00-\ud7af]" },
            { "ru", @"[\u0400-\u04ff]" },
            { "ar", @"[\u0600-\u06ff]" },
            { "en", @"^[\u0000-\u007f–“”粤省事]+$" },
            { "fr", "[A-Za-z]" },
            { "es", "[A-Za-z]" },
        };

    [Fact]
    public void Texts_HaveTheSameKeysInEveryLanguage()
    {
        Assert.NotEmpty(ByLanguage["en"]);
        Assert.All(
            ByLanguage.Values,
            texts => Assert.Equal(ByLanguage["en"].Keys.Order(StringComparer.Ordinal), texts.Keys.Order(StringComparer.Ordinal))
        );
        Assert.All(ByLanguage.Values.SelectMany(texts => texts), text => Assert.False(string.IsNullOrWhiteSpace(text.Value), text.Key));
    }

    [Fact]
    public void Texts_HaveTheSamePlaceholdersInEveryLanguage() =>
        Assert.All(
            ByLanguage["en"],
            text => Assert.All(ByLanguage.Values, texts => Assert.Equal(Placeholders(text.Value), Placeholders(texts[text.Key])))
        );

    [Fact]
    public void Texts_AreTranslated()
    {
        var left = ByLanguage
            .Where(texts => texts.Key != "en")
            .SelectMany(texts => texts.Value.Where(text => text.Value == ByLanguage["en"][text.Key]).Select(text => (texts.Key, text.Key)));
        Assert.Equal(SpelledAlike, left);
    }

    [Theory]
    [MemberData(nameof(Scripts))]
    public void Texts_AreInTheScriptOfTheirLanguage(string language, string script) =>
        Assert.All(ByLanguage[language], text => Assert.Matches(script, text.Value));

    /// <summary>A code page and a text message that name one color by two words would leave a traveler in doubt.</summary>
    [Fact]
    public void Words_AreThoseOfThePages()
    {
        var pages = Directory
            .GetFiles(Path.Combine(Azurite.RepositoryRoot, "web/src/i18n/locales"), "*.json")
            .ToDictionary(file => Path.GetFileNameWithoutExtension(file), file => JsonNode.Parse(File.ReadAllText(file))!);
        Assert.Equal(ByLanguage.Keys.Order(StringComparer.Ordinal), pages.Keys.Order(StringComparer.Ordinal));
        Assert.All(
            pages,
            page =>
            {
                var texts = ByLanguage[page.Key];
                Assert.All(
                    ["green", "yellow", "red"],
                    color => Assert.Equal((string?)page.Value[$"color.{color}"], texts[$"color.{color}"])
                );
                Assert.Equal((string?)page.Value["idType.passport"], texts["print.passport"]);
                Assert.All(
                    texts.Where(text =>
                        text.Key.StartsWith("sms.", StringComparison.Ordinal) && text.Value.Contains('[', StringComparison.Ordinal)
                    ),
                    text => Assert.StartsWith("[GHC] ", text.Value, StringComparison.Ordinal)
                );
            }
        );
    }

    [Fact]
    public void ProblemCodes_HaveTitleAndDetail() =>
        Assert.All(
            Problem.Codes,
            code =>
                Assert.All(
                    ByLanguage.Values,
                    texts => Assert.True(texts.ContainsKey($"problem.{code}") && texts.ContainsKey($"problem.{code}.detail"), code)
                )
        );

    [Fact]
    public void RefusalCodes_EachHaveAStatus() =>
        Assert.Equal(
            typeof(RefusalCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!).Order(StringComparer.Ordinal),
            Problem.Codes.Order(StringComparer.Ordinal)
        );

    [Fact]
    public void FieldErrors_OfTheSource_HaveTexts()
    {
        var used = Sources()
            .SelectMany(source => FieldProblem().Matches(source))
            .Select(match => $"field.{match.Groups[1].Value}")
            .Distinct()
            .ToList();
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
    public void Reasons_HaveTextAndGuidance() =>
        Assert.All(
            ReasonCodes.All,
            code => Assert.True(ByLanguage["en"].ContainsKey($"reason.{code}") && ByLanguage["en"].ContainsKey($"guidance.{code}"), code)
        );

    private static Dictionary<string, string> Read(CultureInfo language) =>
        new ResourceManager("Ghc.Platform.Localization.Texts", typeof(Texts).Assembly)
            .GetResourceSet(language, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .ToDictionary(entry => (string)entry.Key, entry => (string)entry.Value!);

    private static IEnumerable<string> Placeholders(string text) =>
        Placeholder().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    private static IEnumerable<string> Sources() =>
        Directory
            .EnumerateFiles(Path.Combine(Azurite.RepositoryRoot, "functions"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .Select(File.ReadAllText);

    [GeneratedRegex(@"\{\d+\}")]
    private static partial Regex Placeholder();

    /// <summary>The problem is the last argument of what makes a field error.</summary>
    [GeneratedRegex("(?:Refusal\\.Invalid|form\\.Require)\\([^;]*?\"([a-z-]+\\.[a-z-]+)\"\\)")]
    private static partial Regex FieldProblem();

    [GeneratedRegex("Texts\\.Get\\(\"([^\"]+)\"")]
    private static partial Regex LiteralKey();
}
