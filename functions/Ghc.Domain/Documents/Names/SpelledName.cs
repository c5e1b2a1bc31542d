namespace Ghc.Domain.Documents.Names;

/// <summary>One reading of a name in the letters of the machine-readable zone, as far as its script has a transliteration.</summary>
internal sealed class SpelledName
{
    private SpelledName(NameReading reading, string[] words)
    {
        var kept = Enumerable.Range(0, words.Length).Where(index => words[index].Length > 0).ToArray();
        Words = [.. kept.Select(index => words[index])];
        Sides = [.. kept.Select(index => reading.Words[index].Side)];
        Whole = reading.Whole;
        IsOneWord = !kept.Skip(1).Any(index => !reading.Words[index].Continues);
        Letters = string.Concat(string.Concat(Words).Order());
    }

    public IReadOnlyList<string> Words { get; }

    /// <summary>For each word, the side of the mark between surname and given names on which it was written.</summary>
    public IReadOnlyList<int> Sides { get; }

    public bool Whole { get; }

    /// <summary>Written without a space: ANNA, ANNA-MARIA.</summary>
    public bool IsOneWord { get; }

    /// <summary>All letters, sorted: names with other letters cannot be the same.</summary>
    public string Letters { get; }

    public static IReadOnlyList<SpelledName> Of(string name) =>
        [
            .. from reading in NameReader.Read(name)
            from letters in NameLetters.Readings(name)
            from words in LetterChoices.Spell([.. reading.Words.Select(word => letters.Spell(word.Letters))])
            select new SpelledName(reading, words),
        ];
}
