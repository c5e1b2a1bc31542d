using System.Text;
using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents;

/// <summary>
/// The forms under which one name can appear on a document or in its machine-readable zone (ICAO Doc 9303 part 3, section 6).
/// <para>
/// ICAO leaves states a choice for some letters: Ä is AE or A, Å is AA or A, Ö is OE or O, Ü is UE, UXX or U, Ñ is N or NXX. A border reads
/// MUELLER where the traveler, with MÜLLER before them and no such key, types MULLER. So all choices fold to the shortest one. This also lets
/// MICHAEL pass for MICHAL; that is harmless, since the number of the document and the year of the crossing must be right as well, while
/// turning away the rightful bearer is not.
/// </para>
/// <para>
/// Documents print surname and given names on separate lines, so nobody knows which goes first: two names are the same if their words are
/// the same in any order, or if they read the same without spaces from some word on and round to the start (ANNA MARIA SMITH = SMITH, ANNAMARIA).
/// </para>
/// </summary>
internal static partial class NameForms
{
    /// <summary>Besides spaces, what stands between words: commas and the middle dots of foreign names in Chinese.</summary>
    public const string Separators = ",\uFF0C\u3001\u00B7\u2022\u2027\u30FB";

    private static readonly char[] Gaps = [' ', .. Separators];

    public static string Key(string text) => Fold(string.Concat(Words(text, NameLetters.International)));

    /// <summary>Two names match if they share a form.</summary>
    public static HashSet<string> Of(string text)
    {
        var forms = new HashSet<string>(StringComparer.Ordinal);
        foreach (var letters in NameLetters.Readings(text))
        {
            var words = Words(text, letters);
            forms.Add(string.Join(' ', words.Select(Fold).Order(StringComparer.Ordinal)));
            for (var first = 0; first < words.Length; first++)
            {
                forms.Add(Fold(string.Concat(words[first..].Concat(words[..first]))));
            }
        }

        return forms;
    }

    private static string[] Words(string text, NameLetters letters) =>
        [.. text.Normalize(NormalizationForm.FormKC).Split(Gaps).Select(letters.Spell).Where(w => w.Length > 0)];

    /// <summary>A run such as AEAE comes from Ä twice; it is folded whole, so that the choice made for each letter cannot matter.</summary>
    private static string Fold(string spelled) => Choices().Replace(spelled, "${letter}");

    [GeneratedRegex("(?<letter>A)[AE]+|(?<letter>O)E+|(?<letter>U)(?:E|XX)+|(?<letter>N)(?:XX)+")]
    private static partial Regex Choices();
}
