using System.Globalization;
using System.Text;

namespace Ghc.Domain.Documents;

/// <summary>
/// Characters that show nothing: controls, direction marks, joiners, variation selectors and fillers (Default_Ignorable_Code_Point of
/// Unicode). Contact lists and chat programs wrap copied text in them, so its owner cannot see them.
/// </summary>
internal static class InvisibleCharacters
{
    /// <summary>Shows nothing either, but stands between words in scripts that do not use spaces.</summary>
    public const int ZeroWidthSpace = 0x200B;

    public static bool Contains(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.Format or UnicodeCategory.Control
        || rune.Value
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2065
                or 0x2800
                or 0x3164
                or 0xFFA0
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0000 and <= 0xE0FFF);
}
