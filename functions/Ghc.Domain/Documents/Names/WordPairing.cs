namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Pairs the words of two names, in any order, since documents print surname and given names on separate lines and nobody knows which goes
/// first. One word may be several neighbors of the other name written together (TAIMAN, TAI MAN), but neither a whole name (LI ANG is not
/// LIANG) nor across the mark after a surname (LI, ANG WEI is not LIANG WEI); and never parts of words (SMITH ANNA is not SMIT HANNA).
/// </summary>
internal sealed class WordPairing(SpelledName one, SpelledName other)
{
    /// <summary>Names of people need a few dozen; a name of many like words could need millions.</summary>
    private int steps = 2000;

    public bool IsComplete() => Pair(new bool[one.Words.Count], new bool[other.Words.Count]);

    private bool Pair(bool[] mine, bool[] theirs)
    {
        var first = Array.IndexOf(mine, false);
        if (first < 0 || steps-- <= 0)
        {
            return first < 0 && !theirs.Contains(false);
        }

        foreach (var start in Free(theirs))
        {
            if (Together(one, mine, first, other.Words[start]) is { } count && Pair(With(mine, first, count), With(theirs, start, 1)))
            {
                return true;
            }
        }

        foreach (var start in Free(theirs))
        {
            if (
                Together(other, theirs, start, one.Words[first]) is > 1 and var count
                && Pair(With(mine, first, 1), With(theirs, start, count))
            )
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>How many words from <paramref name="start"/> on, written together, are the word; null if none are.</summary>
    private static int? Together(SpelledName name, bool[] used, int start, string word)
    {
        var length = 0;
        for (var index = start; index < used.Length && !used[index] && name.Sides[index] == name.Sides[start]; index++)
        {
            if (string.CompareOrdinal(word, length, name.Words[index], 0, name.Words[index].Length) != 0)
            {
                return null;
            }

            length += name.Words[index].Length;
            if (length == word.Length)
            {
                var count = index - start + 1;
                return count == 1 || count < name.Words.Count || name.IsOneWord ? count : null;
            }
        }

        return null;
    }

    private static IEnumerable<int> Free(bool[] used) => Enumerable.Range(0, used.Length).Where(index => !used[index]);

    private static bool[] With(bool[] used, int start, int count)
    {
        var next = (bool[])used.Clone();
        Array.Fill(next, true, start, count);
        return next;
    }
}
