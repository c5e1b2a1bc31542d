using System.Collections;
using System.Globalization;
using System.Resources;
using Ghc.Functions.Tests.Contracts;
using Ghc.Functions.Texting.Provider;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Tests.Sms;

/// <summary>Every text is made of a template that a provider can approve, and docs/texts.md lists them.</summary>
public sealed class TextTemplateTests
{
    private const string Marker = "<!-- From here on a test writes this page: APPROVE=1 with TextTemplateTests. -->\n";

    public static TheoryData<string, string> Templates =>
        [.. TextTemplates.All.Select(template => (template.Text, template.Language.Name))];

    [Theory]
    [MemberData(nameof(Templates))]
    public void Text_IsTakenApartIntoWhatItWasMadeOf(string text, string language)
    {
        var template = TextTemplates.All.Single(each => each.Text == text && each.Language.Name == language);
        string[] values = ["Anna 陈", "482913", "https://ghc.example", "2022-07-15", "one; two. 三"];
        var format = Texts.Get("sms." + text, template.Language);
        var count = Enumerable.Range(0, 5).Count(index => format.Contains($"{{{index}}}", StringComparison.Ordinal));

        var found = TextTemplates.Find(count == 0 ? format : string.Format(template.Language, format, [.. values]));

        Assert.Equal((text, language), (found!.Value.Template.Text, found.Value.Template.Language.Name));
        Assert.Equal(values.Take(count), found.Value.Values);
        Assert.DoesNotContain("{0}", template.Content, StringComparison.Ordinal);
        Assert.DoesNotContain("[GHC]", template.Content, StringComparison.Ordinal);
    }

    /// <summary>A text without a template cannot be sent to the mainland at all.</summary>
    [Fact]
    public void Templates_AreOfEveryTextThatIsSent()
    {
        string[] parts = ["colors.item", "color.until", "color.green", "color.yellow", "color.red"];
        var texts = new ResourceManager("Ghc.Platform.Localization.Texts", typeof(Texts).Assembly)
            .GetResourceSet(CultureInfo.InvariantCulture, createIfNotExists: true, tryParents: false)!
            .Cast<DictionaryEntry>()
            .Select(entry => (string)entry.Key)
            .Where(key => key.StartsWith("sms.", StringComparison.Ordinal))
            .Select(key => key["sms.".Length..]);

        Assert.Equal(texts.Except(parts).Order(StringComparer.Ordinal), TextTemplates.Names.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NoTemplate_FitsAnyOtherText() => Assert.Null(TextTemplates.Find("Something else altogether."));

    [Fact]
    public void Page_ListsWhatToSubmit()
    {
        var file = Path.Combine(Docs.Folder, "texts.md");
        var page = File.ReadAllText(file).ReplaceLineEndings("\n");
        var generated =
            page[..(page.IndexOf(Marker, StringComparison.Ordinal) + Marker.Length)] + string.Concat(TextTemplates.Names.Select(Section));
        if (Environment.GetEnvironmentVariable("APPROVE") == "1")
        {
            File.WriteAllText(file, generated);
        }

        Assert.True(
            generated == File.ReadAllText(file).ReplaceLineEndings("\n"),
            "A text changed: run this test with APPROVE=1, which writes docs/texts.md, and submit its template again."
        );
    }

    private static string Section(string name)
    {
        var rows = TextTemplates
            .All.Where(template => template.Text == name)
            .Select(template =>
                $"| `{template.Name}` | {template.Content.Replace("\n", "<br>", StringComparison.Ordinal).Replace("|", "\\|", StringComparison.Ordinal)} |"
            );
        return string.Join('\n', ["", $"### {name}", "| template | content |", "|---|---|", .. rows, ""]);
    }
}
