namespace Ghc.Domain.Documents.Names;

/// <summary>Whether two names can stand on one document. What a match is worth: docs/adr.</summary>
internal static class NameComparison
{
    public static bool Match(string one, string other)
    {
        var (mine, theirs) = (SpelledName.Of(one), SpelledName.Of(other));
        return mine.Any(a => theirs.Any(b => (a.Whole || b.Whole) && (Same(a, b) || CutName.IsCut(a, b) || CutName.IsCut(b, a))));
    }

    private static bool Same(SpelledName a, SpelledName b) =>
        a.Letters == b.Letters && (new WordPairing(a, b).IsComplete() || SameInARow(a, b));

    /// <summary>
    /// Scripts that need no spaces between words: all in a row, from some word on and round to the start (玛丽·史密斯 and 史密斯玛丽).
    /// </summary>
    private static bool SameInARow(SpelledName a, SpelledName b) =>
        a.Words.All(NeedsNoSpaces) && b.Words.All(NeedsNoSpaces) && Rotations(a).Intersect(Rotations(b), StringComparer.Ordinal).Any();

    private static bool NeedsNoSpaces(string word) => word.All(c => c >= '\u0590');

    private static IEnumerable<string> Rotations(SpelledName name) =>
        Enumerable.Range(0, name.Words.Count).Select(first => string.Concat(name.Words.Skip(first).Concat(name.Words.Take(first))));
}
