using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Places;

/// <summary>What a sign at a door could show.</summary>
public static partial class VisibleText
{
    /// <summary>
    /// What a phone would make a link of, or a reader an address: texts go out in the service's name, and the name of a place must not
    /// send people elsewhere by them.
    /// </summary>
    public static bool HasLink(string text) => Link().IsMatch(text.Normalize(NormalizationForm.FormKC));

    /// <summary>A word of Latin letters with Cyrillic or Greek ones among them is made to look like another.</summary>
    public static bool HasLookAlike(string text) => LookAlike().IsMatch(text);

    // A stop between letters, as in ghc.example; not the stops of U.S. or St. John.
    [GeneratedRegex(@"://|@|www\.|[\p{L}\p{N}-]\.[\p{L}-]{2,}", RegexOptions.IgnoreCase)]
    private static partial Regex Link();

    [GeneratedRegex(
        @"[A-Za-z\u00C0-\u024F][\p{M}]*[\u0370-\u03FF\u0400-\u052F\u1F00-\u1FFF]|[\u0370-\u03FF\u0400-\u052F\u1F00-\u1FFF][\p{M}]*[A-Za-z\u00C0-\u024F]"
    )]
    private static partial Regex LookAlike();

    /// <summary>
    /// No controls, no marks that turn the direction of writing, nothing without meaning, no half characters (read as U+FFFD).
    /// </summary>
    public static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar
        && Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
            );
}
