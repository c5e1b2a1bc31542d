using System.Globalization;
using System.Text;

namespace Ghc.Functions.Places;

/// <summary>What a sign at a door could show.</summary>
public static class VisibleText
{
    /// <summary>No controls, no marks that turn the direction of writing, nothing without meaning, no half characters (read as U+FFFD).</summary>
    public static bool IsVisible(Rune rune) =>
        rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator);
}
