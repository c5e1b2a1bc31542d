using System.Text;

namespace Ghc.Domain.Documents.Names;

/// <summary>The scripts that the words of one name share.</summary>
internal enum Script
{
    Latin,
    Greek,
    Cyrillic,
    Hangul,
    Han,
    Other,
}

/// <summary>A word of a name, in upper case.</summary>
/// <param name="Side">0 up to the mark between surname and given names, 1 after it; always 0 without a mark.</param>
/// <param name="Continues">A hyphen or stop, not a space, stands before it.</param>
internal sealed record NameWord(string Letters, int Side, bool Continues)
{
    public Script Script { get; } = ScriptOf(Rune.GetRuneAt(Letters, 0));

    /// <summary>Kana and bopomofo count as Han: Japanese names mix them.</summary>
    public static Script ScriptOf(Rune rune) =>
        rune.Value switch
        {
            < 0x0370 or (>= 0x1E00 and <= 0x1EFF) => Script.Latin,
            < 0x0400 or (>= 0x1F00 and <= 0x1FFF) => Script.Greek,
            < 0x0530 => Script.Cyrillic,
            (>= 0x1100 and <= 0x11FF) or (>= 0x3130 and <= 0x318F) or (>= 0xAC00 and <= 0xD7FF) => Script.Hangul,
            >= 0x2E80 => Script.Han,
            _ => Script.Other,
        };
}

/// <summary>One way to read a name.</summary>
/// <param name="Whole">
/// False if a part was left out that only another spelling of the same name may lack. Two readings that both left out something prove
/// nothing: TAN (PETER) is not TAN (PAUL).
/// </param>
internal sealed record NameReading(IReadOnlyList<NameWord> Words, bool Whole)
{
    /// <summary>Enough to be somebody's name: two words, or two characters of a script that needs no spaces.</summary>
    public bool IsFull =>
        Words.Count > 1 || (Words.Count == 1 && Words[0].Script >= Script.Hangul && Words[0].Letters.EnumerateRunes().Count() > 1);

    public NameReading With(IEnumerable<NameWord> words, bool whole) => new([.. words], Whole && whole);
}
