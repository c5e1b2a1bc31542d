using System.Text;
using System.Text.RegularExpressions;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Finds the ways in which a written name can be read: with and without an alias, a bracket, a title, a suffix or a connector, and each
/// script of a line that has a name in two.
/// </summary>
internal static partial class NameReader
{
    private readonly record struct Line(string Text, bool Whole);

    public static IReadOnlyList<NameReading> Read(string name) =>
        [
            .. Aliases(AlsoKnownAs().Replace(NameCharacters.Fold(name), "@"))
                .SelectMany(Brackets)
                .SelectMany(Connectors)
                .Select(line => new NameReading([.. Words(line.Text)], line.Whole))
                .Where(reading => reading.Words.Count > 0)
                .SelectMany(Titles)
                .SelectMany(AttachedTitles)
                .SelectMany(Doubled)
                .SelectMany(Scripts),
        ];

    /// <summary>LIM AH KOW @ LIM KOK MENG is one name, and each side of the sign is.</summary>
    private static IEnumerable<Line> Aliases(string text)
    {
        yield return new Line(text.Replace('@', ' '), true);
        foreach (var name in text.Contains('@', StringComparison.Ordinal) ? text.Split('@').Where(IsFull) : [])
        {
            yield return new Line(name, true);
        }
    }

    private static IEnumerable<Line> Brackets(Line line)
    {
        yield return line with
        {
            Text = Bracket().Replace(line.Text, " "),
        };
        foreach (
            var text in BracketPairs()
                .Matches(line.Text)
                .Select(pair => pair.Groups["inside"].Value)
                .Prepend(BracketPairs().Replace(line.Text, " "))
                .Where(text => text != line.Text && IsFull(text))
        )
        {
            yield return new Line(Bracket().Replace(text, " "), false);
        }
    }

    /// <summary>Son or daughter of: MUTHU A/L RAMAN. The machine-readable zone has AL or nothing.</summary>
    private static IEnumerable<Line> Connectors(Line line)
    {
        yield return line with
        {
            Text = Connector().Replace(line.Text, "${son}${of}"),
        };
        if (Connector().IsMatch(line.Text))
        {
            yield return new Line(Connector().Replace(line.Text, " "), false);
        }
    }

    private static IEnumerable<NameReading> Titles(NameReading reading)
    {
        var plain = reading.With(WithoutTitles(reading.Words, NameTitles.IsNever), true);
        yield return plain;
        var without = reading.With(WithoutTitles(plain.Words, word => NameTitles.IsNever(word) || NameTitles.IsPerhaps(word)), false);
        if (without.Words.Count < plain.Words.Count && without.IsFull)
        {
            yield return without;
        }
    }

    /// <summary>From the start and the end of each side. A name of nothing else is one.</summary>
    private static IReadOnlyList<NameWord> WithoutTitles(IReadOnlyList<NameWord> words, Func<string, bool> isTitle)
    {
        var left = words
            .GroupBy(word => word.Side)
            .SelectMany(side => side.SkipWhile(word => isTitle(word.Letters)).Reverse().SkipWhile(word => isTitle(word.Letters)).Reverse())
            .ToList();
        return left.Count > 0 ? left : words;
    }

    private static IEnumerable<NameReading> AttachedTitles(NameReading reading)
    {
        yield return reading;
        if (
            reading.Words[^1] is { } last
            && (last.Side > 0 ? NameTitles.Attached() : NameTitles.Chinese()) is var title
            && title.IsMatch(last.Letters)
        )
        {
            yield return reading.With([.. reading.Words.SkipLast(1), last with { Letters = title.Replace(last.Letters, "") }], false);
        }
    }

    /// <summary>Systems that need two names write a single one twice.</summary>
    private static IEnumerable<NameReading> Doubled(NameReading reading)
    {
        yield return reading;
        if (reading.Words is [var first, var second] && first.Letters == second.Letters)
        {
            yield return reading.With([first], false);
        }
    }

    /// <summary>陳大文 CHAN Tai Man is a name in characters and a name in letters.</summary>
    private static IEnumerable<NameReading> Scripts(NameReading reading)
    {
        yield return reading;
        var scripts = reading.Words.GroupBy(word => word.Script).ToList();
        foreach (var one in scripts.Count > 1 ? scripts.Select(script => reading.With(script, true)).Where(one => one.IsFull) : [])
        {
            yield return one;
        }
    }

    private static bool IsFull(string text) => new NameReading([.. Words(text)], true).IsFull;

    private static IEnumerable<NameWord> Words(string text)
    {
        var mark = text.AsSpan().IndexOfAny(',', '/');
        return Token()
            .Matches(text)
            .SelectMany(token =>
                Parts(token.Value)
                    .Select((part, index) => new NameWord(part, mark >= 0 && token.Index > mark ? 1 : 0, Continues: index > 0))
            );
    }

    /// <summary>Ph.D. is one word, J.F. is two.</summary>
    private static IEnumerable<string> Parts(string token)
    {
        var together = Letters(token.Replace(".", "", StringComparison.Ordinal));
        return NameTitles.IsNever(together) || NameTitles.IsPerhaps(together)
            ? [together]
            : Part().Matches(token).Select(part => Letters(part.Value)).SelectMany(ByScript).Where(word => word.Length > 0);
    }

    private static IEnumerable<string> ByScript(string word)
    {
        var run = new StringBuilder();
        Script? script = null;
        foreach (var rune in word.EnumerateRunes())
        {
            var mark = !Rune.IsLetter(rune);
            if (!mark && script is not null && script != NameWord.ScriptOf(rune))
            {
                yield return run.ToString();
                run.Clear();
            }

            script = mark ? script : NameWord.ScriptOf(rune);
            run.Append(rune);
        }

        yield return run.ToString();
    }

    private static string Letters(string word) => RomanNumeral.InPlaceOfDigits(word).ToUpperInvariant();

    [GeneratedRegex("""[()"]""")]
    private static partial Regex Bracket();

    [GeneratedRegex(@"\((?<inside>[^()""]*)\)|""(?<inside>[^()""]*)""")]
    private static partial Regex BracketPairs();

    [GeneratedRegex(@"(?<!\S)(A\.K\.A\.?|A/K/A)(?!\S)|又名", RegexOptions.IgnoreCase)]
    private static partial Regex AlsoKnownAs();

    /// <summary>Anak lelaki, anak perempuan, son, daughter, wife of.</summary>
    [GeneratedRegex(@"(?<!\S)(?<son>[ASDW])/(?<of>[LPO])(?!\S)", RegexOptions.IgnoreCase)]
    private static partial Regex Connector();

    [GeneratedRegex("[^ ,/]+")]
    private static partial Regex Token();

    [GeneratedRegex("[^-.]+")]
    private static partial Regex Part();
}
