using System.Collections.Frozen;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Ghc.Domain.Documents.Names;

namespace Ghc.Domain.Documents;

/// <summary>
/// What people call countries and regions: the names of Unicode CLDR 48 in the languages of the pages, three-letter codes (ISO 3166-1
/// alpha-3 and those of passports), and other usual names. country-names.json is kept by hand.
/// </summary>
internal static partial class CountryNames
{
    private static readonly FrozenDictionary<string, string> Codes = Load();

    public static string? Find(string text) =>
        text.EnumerateRunes().All(rune => rune != Rune.ReplacementChar && !IsNoncharacter(rune))
        && Codes.TryGetValue(Fold(text), out var code)
            ? code
            : null;

    private static FrozenDictionary<string, string> Load()
    {
        using var stream = typeof(CountryNames).Assembly.GetManifestResourceStream("Ghc.Domain.Documents.country-names.json")!;
        using var list = JsonDocument.Parse(stream);
        return CountryOrRegion
            .All.Select(code => (Name: code, Code: code))
            .Concat(
                list.RootElement.EnumerateObject()
                    .SelectMany(country => country.Value.EnumerateArray().Select(name => (Name: name.GetString()!, Code: country.Name)))
            )
            .ToFrozenDictionary(entry => Fold(entry.Name), entry => entry.Code);
    }

    /// <summary>
    /// Letters only, without marks, in one shape of Han characters: Côte d’Ivoire is COTEDIVOIRE, Trinidad &amp; Tobago is Trinidad and
    /// Tobago.
    /// </summary>
    private static string Fold(string text)
    {
        var letters = SmallWords().Replace(text, "").Normalize(NormalizationForm.FormKD).EnumerateRunes().Where(Rune.IsLetter);
        return string.Concat(letters.Where(rune => !NameCharacters.IsApostrophe(rune)).Select(HanVariants.Fold)).ToUpperInvariant();
    }

    /// <summary>Normalize throws on these.</summary>
    private static bool IsNoncharacter(Rune rune) => (rune.Value & 0xFFFE) == 0xFFFE || rune.Value is >= 0xFDD0 and <= 0xFDEF;

    /// <summary>AND alone is Andorra's code.</summary>
    [GeneratedRegex(@"(?!\Aand\z)\b(and|the)\b", RegexOptions.IgnoreCase)]
    private static partial Regex SmallWords();
}
