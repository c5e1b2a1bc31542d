using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Letters for which ICAO Doc 9303 part 3, section 6, or national practice leaves a choice. A state makes one choice for all of a name, so
/// a name has as many spellings as there are choices. Plain letters have none: MUELLER can be MÜLLER, but XUE is not XU.
/// </summary>
internal static partial class LetterChoices
{
    /// <summary>
    /// The ü of Chinese: LYU in passports (GB/T 28039-2011), LV or LU in older documents and tickets, and LÜ. A character for private use,
    /// which no name has.
    /// </summary>
    private const string ChineseU = "\uE000";

    private static readonly Dictionary<string, string[]> Choices = new(StringComparer.Ordinal)
    {
        ["Ä"] = ["AE", "A"],
        ["Å"] = ["AA", "A"],
        ["Ö"] = ["OE", "O"],
        ["Ø"] = ["OE", "O"],
        ["Ü"] = ["UE", "UXX", "U"],
        [ChineseU] = ["YU", "V", "U", "UE", "UXX"],
        ["Ñ"] = ["N", "NXX"],
        ["Đ"] = ["D", "DJ"],
    };

    public static bool Has(string letter) => Choices.ContainsKey(letter);

    /// <summary>All spellings in A to Z of the words of one name.</summary>
    public static IEnumerable<string[]> Spell(IReadOnlyList<string> words)
    {
        IEnumerable<string[]> spellings =
        [
            [.. words.Select(word => Chinese().Replace(word, ChineseU))],
        ];
        foreach (var (letter, choices) in Choices)
        {
            spellings = spellings.SelectMany(spelling =>
                spelling.Any(word => word.Contains(letter, StringComparison.Ordinal))
                    ? choices.Select(choice => Array.ConvertAll(spelling, word => word.Replace(letter, choice, StringComparison.Ordinal)))
                    : [spelling]
            );
        }

        return spellings;
    }

    /// <summary>
    /// Behind L, with which no syllable ends, or an N that starts the word; before another syllable, the end, or the E of LÜE. So SILVA,
    /// ALVES, JINYU and EUNYU keep their letters.
    /// </summary>
    [GeneratedRegex("(?<=(?:^|[AEIOUNG])L|^N)(?:Ü|YU|V)(?=$|E$|[^AEIOUY])")]
    private static partial Regex Chinese();
}
