using System.Globalization;
using System.Text.RegularExpressions;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Texting.Provider;

/// <summary>
/// A text in the form that providers with approved templates take: <c>{0}</c> is their <c>{1}</c>, and the signature in front is theirs to
/// add.
/// </summary>
public sealed record TextTemplate(string Text, CultureInfo Language)
{
    /// <summary>The product's name in brackets, which such a provider writes itself.</summary>
    private const string Signatures = @"\A(\[GHC\] |\u3010[^\u3011]+\u3011)";

    /// <summary>As settings name it: <c>code/zh-Hans</c>.</summary>
    public string Name => $"{Text}/{Language.Name}";

    private string Format => Texts.Get(TextTemplates.Prefix + Text, Language);

    /// <summary>What is submitted for approval.</summary>
    public string Content =>
        Regex.Replace(Regex.Replace(Format, Signatures, ""), @"\{(\d)\}", place => $"{{{place.Groups[1].Value[0] - '0' + 1}}}");

    /// <summary>How many letters are the same in every text of this template.</summary>
    internal int Fixed => Regex.Replace(Format, @"\{\d\}", "").Length;

    /// <summary>The values that make the text of this template; null if it was not made of it.</summary>
    internal IReadOnlyList<string>? ValuesOf(string text)
    {
        var pattern = Regex.Replace(Regex.Escape(Format), @"\\\{(\d)}", "(?<v$1>.*?)");
        var match = Regex.Match(text, $@"\A{pattern}\z", RegexOptions.Singleline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(1));
        return match.Success
            ?
            [
                .. match
                    .Groups.Values.Where(group => group.Name[0] == 'v')
                    .OrderBy(group => group.Name, StringComparer.Ordinal)
                    .Select(group => group.Value),
            ]
            : null;
    }
}

/// <summary>
/// All texts, and the way back from a text to the template that it was made of. Taking a text apart here keeps queue and senders of texts
/// free of what one provider asks for.
/// </summary>
public static class TextTemplates
{
    internal const string Prefix = "sms.";

    /// <summary>Every text that is sent; the other resources with this prefix are parts of these.</summary>
    public static readonly IReadOnlyList<string> Names =
    [
        "code",
        "welcome",
        "color",
        "colors",
        "assisted",
        "phone-moved",
        "sign-in-changed",
        "companion-left",
        "measure-on",
        "measure-lifted",
        "consent",
        "released",
        "password-set",
        "new-device",
        "passkey-added",
        "passkey-removed",
        "appeal.received",
        "appeal.laboratory",
        "appeal.corrected",
        "appeal.refused",
        "staff.inspector",
        "staff.place-manager",
        "staff.officer",
        "staff.administrator",
    ];

    private static readonly Lazy<IReadOnlyList<TextTemplate>> Known = new(() =>
        [.. Names.SelectMany(name => Languages.All.Select(language => new TextTemplate(name, language)))]
    );

    public static IReadOnlyList<TextTemplate> All => Known.Value;

    /// <summary>The template and its values; of several that fit, the one that leaves least to its values.</summary>
    public static (TextTemplate Template, IReadOnlyList<string> Values)? Find(string text)
    {
        foreach (var template in All.OrderByDescending(template => template.Fixed))
        {
            if (template.ValuesOf(text) is { } values)
            {
                return (template, values);
            }
        }

        return null;
    }
}
