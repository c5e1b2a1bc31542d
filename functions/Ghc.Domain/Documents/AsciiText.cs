using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents;

/// <summary>
/// Reads what keyboards make of plain characters: full-width forms (Ａ１), the digits of other scripts (٣), non-breaking spaces and hyphens,
/// and invisible characters that were copied along.
/// </summary>
internal static class AsciiText
{
    /// <summary>Far above any real number, even with spaces, and low enough that folding stays cheap.</summary>
    public const int MaxLength = 64;

    private const int MinusSign = 0x2212;

    /// <summary>Upper-case ASCII without spaces; any dash is a hyphen. Null if something else remains, or the text is too long.</summary>
    public static string? Fold(string text)
    {
        text = text.Trim();
        if (text.Length > MaxLength || text.EnumerateRunes().Any(IsMeaningless))
        {
            return null;
        }

        var visible = string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsWhiteSpace(rune) && !InvisibleCharacters.Contains(rune)));
        var folded = new StringBuilder();
        foreach (var rune in visible.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            if (Ascii(rune) is not { } character)
            {
                return null;
            }

            folded.Append(character);
        }

        return folded.ToString().ToUpperInvariant();
    }

    private static char? Ascii(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + (int)Rune.GetNumericValue(rune)),
            UnicodeCategory.DashPunctuation => '-',
            _ when rune.Value == MinusSign => '-',
            _ => rune.IsAscii ? (char)rune.Value : null,
        };

    /// <summary>Lone surrogates (read as U+FFFD) and code points without a meaning. Normalize throws on some of them.</summary>
    internal static bool IsMeaningless(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
