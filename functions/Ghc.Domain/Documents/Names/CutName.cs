namespace Ghc.Domain.Documents.Names;

/// <summary>
/// A name longer than its field in the machine-readable zone is cut: words are shortened, to initials at most, or left out at the end,
/// until it fills the field to its last place (ICAO Doc 9303 part 4, section 4.2.3; part 5).
/// </summary>
internal static class CutName
{
    /// <summary>
    /// True if the field is full of <paramref name="name"/>, the other does not fit in, and each word can be the start of a word of it.
    /// </summary>
    public static bool IsCut(SpelledName name, SpelledName full)
    {
        if (!MachineReadableZone.NamePlaces.Any(places => Fills(name, places) && Places(full) > places))
        {
            return false;
        }

        // The longest first: what it is the start of, a shorter one may be, too, but not the other way around.
        var left = full.Words.ToList();
        foreach (var word in name.Words.OrderByDescending(word => word.Length))
        {
            var index = left.FindIndex(whole => whole.StartsWith(word, StringComparison.Ordinal));
            if (index < 0)
            {
                return false;
            }

            left.RemoveAt(index);
        }

        return true;
    }

    /// <summary>Without a mark between surname and given names it is not known whether the field has one.</summary>
    private static bool Fills(SpelledName name, int places) =>
        name.Whole
        && (Places(name) == places || (name.Sides[^1] == 0 && Places(name) - 1 == places))
        && name.Words.All(word => word.All(char.IsAsciiLetterUpper));

    /// <summary>The letters, a filler between words, and one more behind the surname.</summary>
    private static int Places(SpelledName name) => name.Words.Sum(word => word.Length) + name.Words.Count;
}
