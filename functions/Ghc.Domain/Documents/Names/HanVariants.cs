using System.Collections.Frozen;
using System.Text;

namespace Ghc.Domain.Documents.Names;

/// <summary>
/// Simplified, traditional and regional shapes of one Han character, after Unihan (see the head of HanVariants.txt). Permits print one
/// shape and their holders type the other.
/// </summary>
public static class HanVariants
{
    private const int FirstHan = 0x3400;

    private static readonly Lazy<FrozenDictionary<Rune, Rune>> Representatives = new(Load);

    /// <summary>The same character for all shapes of one; other characters stay as they are.</summary>
    public static Rune Fold(Rune rune) => rune.Value < FirstHan ? rune : Representatives.Value.GetValueOrDefault(rune, rune);

    public static string Fold(string text) => string.Concat(text.EnumerateRunes().Select(Fold));

    private static FrozenDictionary<Rune, Rune> Load()
    {
        using var reader = new StreamReader(
            typeof(HanVariants).Assembly.GetManifestResourceStream("Ghc.Domain.Documents.Names.HanVariants.txt")!
        );
        return reader
            .ReadToEnd()
            .Split('\n')
            .Where(line => line.Length > 0 && line[0] != '#')
            .Select(line => line.EnumerateRunes().ToArray())
            .SelectMany(shapes => shapes.Select(shape => KeyValuePair.Create(shape, shapes[0])))
            .ToFrozenDictionary();
    }
}
