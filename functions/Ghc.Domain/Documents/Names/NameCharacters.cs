using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// The characters in which names are written on documents, in machine-readable zones, in airline messages and on keyboards.
/// </summary>
internal static partial class NameCharacters
{
    /// <summary>Omitted in the machine-readable zone: O'BRIEN is OBRIEN (ICAO Doc 9303 part 3, section 4.6).</summary>
    private const string Apostrophes = "'`\u00B4\u02B9\u02BB\u02BC\u02BD\u02BE\u02BF\u02C8\u055A\u2018\u2019\u201B\u2032\uFF07";

    /// <summary>Between surname and given names: the comma of documents, the slash of airlines, and look-alikes.</summary>
    public const string Marks = ",;/\\|\u3001\uFE50\uFE51\uFF0C\uFF0F\uFF1B\uFF3C\uFF5C\uFF64";

    /// <summary>Besides spaces, what stands between words, such as the middle dots of foreign names in Chinese.</summary>
    private const string Gaps = " _\u00B7\u2022\u2027\u2219\u22C5\u30FB\uFF3F\uFF65";

    private const string Stops = ".\u2024\u2026\u3002\uFE52\uFF0E\uFF61";
    private const string Hyphens = "\u2043\u2212";

    /// <summary>Around a second name: Singapore prints (CHEN YAGOU), people write "Peter".</summary>
    private const string Brackets = "()[]{}\u00AB\u00BB\u300A\u300B\u300C\u300D\u3010\u3011\u3014\u3015\uFF08\uFF09\uFF3B\uFF3D";

    private const string Quotes = "\"\u201C\u201D\u201E\uFF02";

    /// <summary>Before an alias on documents of Malaysia and Singapore.</summary>
    private const string Aliases = "@\uFF20";

    // The zero of Chinese names (〇) is a letter there, though Unicode counts it among numbers.
    private const int IdeographicZero = 0x3007;

    private static readonly HashSet<Rune> Between = [.. (Marks + Gaps + Stops + Hyphens + Brackets + Quotes + Aliases).EnumerateRunes()];
    private static readonly HashSet<Rune> Omitted = [.. Apostrophes.EnumerateRunes()];

    /// <summary>Single spaces and no invisible characters; otherwise as it was written.</summary>
    public static string Tidy(string text)
    {
        var tidy = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || rune.Value == InvisibleCharacters.ZeroWidthSpace)
            {
                tidy.Append(' ');
            }
            else if (!InvisibleCharacters.Contains(rune))
            {
                tidy.Append(rune);
            }
        }

        return string.Join(' ', tidy.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>
    /// True if a tidy text has letters, and nothing but letters, their marks, numbers as words, and what stands between names.
    /// </summary>
    public static bool AreName(string tidy)
    {
        var (afterLetter, letters) = (false, 0);
        foreach (var rune in Numbers().Replace(tidy, "").EnumerateRunes())
        {
            var mark = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;
            var letter = IsLetter(rune);
            if (mark ? !afterLetter : !letter && !IsBetween(rune))
            {
                return false;
            }

            letters += letter ? 1 : 0;
            afterLetter = mark || letter;
        }

        return letters > 0;
    }

    /// <summary>Some of them count as letters in Unicode.</summary>
    public static bool IsApostrophe(Rune rune) => Omitted.Contains(rune);

    public static bool IsLetter(Rune rune) => (Rune.IsLetter(rune) || rune.Value == IdeographicZero) && !IsApostrophe(rune);

    /// <summary>
    /// NFKC, with one character for each purpose: space, hyphen, stop, comma for every mark, round brackets, at sign. Without apostrophes.
    /// </summary>
    public static string Fold(string name)
    {
        // First: NFKC makes a space and an accent of some apostrophes.
        var folded = new StringBuilder(name.Length);
        foreach (
            var rune in string.Concat(name.EnumerateRunes().Where(rune => !IsApostrophe(rune)))
                .Normalize(NormalizationForm.FormKC)
                .EnumerateRunes()
        )
        {
            folded.Append(Purpose(rune) is { } purpose ? purpose.ToString() : rune.ToString());
        }

        return folded.ToString();
    }

    private static char? Purpose(Rune rune) =>
        rune switch
        {
            _ when !Between.Contains(rune) => Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation ? '-' : null,
            { Value: '/' } => '/',
            _ when Has(Marks, rune) => ',',
            _ when Has(Gaps, rune) => ' ',
            _ when Has(Stops, rune) => '.',
            _ when Has(Hyphens, rune) => '-',
            _ when Has(Aliases, rune) => '@',
            // The mark that closes a German quotation („Peter“) opens an English one, so these do not say which they do.
            _ when Has(Quotes, rune) => '"',
            _ => Has("([{\u00AB\u300A\u300C\u3010\u3014", rune) ? '(' : ')',
        };

    private static bool Has(string characters, Rune rune) => rune.IsBmp && characters.Contains((char)rune.Value, StringComparison.Ordinal);

    private static bool IsBetween(Rune rune) =>
        Between.Contains(rune) || IsApostrophe(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.DashPunctuation;

    /// <summary>
    /// A number as a word of its own: the machine-readable zone writes Roman numerals instead (JOHN SMITH 3RD is JOHN SMITH III).
    /// </summary>
    [GeneratedRegex(@"(?<![\p{L}\p{M}\p{Nd}])\p{Nd}{1,2}(st|nd|rd|th)?(?![\p{L}\p{M}\p{Nd}])", RegexOptions.IgnoreCase)]
    public static partial Regex Numbers();
}
