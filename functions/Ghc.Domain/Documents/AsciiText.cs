using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents;

/// <summary>
/// Folds what keyboards make of plain characters: Chinese input methods type full-width forms (Ａ１) and ideographic spaces, telephones
/// put non-breaking spaces and hyphens between digits.
/// </summary>
internal static class AsciiText
{
    /// <summary>Far above any real number, even with spaces, and low enough that folding stays cheap.</summary>
    public const int MaxLength = 64;

    /// <summary>Upper-case ASCII without spaces; any dash is a hyphen. Null if something else remains, or the text is too long.</summary>
    public static string? Fold(string text)
    {
        text = text.Trim();
        // Normalize throws on lone surrogates and noncharacters, so these are refused before.
        if (text.Length > MaxLength || text.EnumerateRunes().Any(IsInvisible))
        {
            return null;
        }

        var folded = new StringBuilder();
        foreach (var rune in text.Normalize(NormalizationForm.FormKC).EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.SpaceSeparator:
                    break;
                case UnicodeCategory.DashPunctuation:
                    folded.Append('-');
                    break;
                default:
                    if (!rune.IsAscii)
                    {
                        return null;
                    }

                    folded.Append((char)rune.Value);
                    break;
            }
        }

        return folded.ToString().ToUpperInvariant();
    }

    /// <summary>Controls, bidi marks, lone surrogates (read as U+FFFD) and code points that mean nothing.</summary>
    private static bool IsInvisible(Rune rune) =>
        rune == Rune.ReplacementChar || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format
            or UnicodeCategory.PrivateUse or UnicodeCategory.OtherNotAssigned;
}
