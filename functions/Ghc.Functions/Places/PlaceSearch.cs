using System.Globalization;
using System.Text;
using Ghc.Domain.Documents.Names;
using Ghc.Domain.Places;

namespace Ghc.Functions.Places;

/// <summary>
/// Finds places by their names. Names are sealed in storage, where nothing can be searched, so all places are kept in memory and read anew
/// at most every
/// <see cref="Freshness"/>; after <see cref="Pause"/> already if nothing was found, since the place may just have been registered.
/// </summary>
public sealed class PlaceSearch(PlacesTable places, TimeProvider clock) : IDisposable
{
    public const int Most = 10;
    public const int LongestText = 80;
    public static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    public static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim reading = new(1);
    private IReadOnlyList<Entry> entries = [];
    private DateTimeOffset readAt = DateTimeOffset.MinValue;

    /// <summary>
    /// The best first: places of that name, whose name begins so, whose name has the words in it, and those whose names and address
    /// together have them.
    /// </summary>
    public async Task<IReadOnlyList<Place>> FindAsync(string text, CancellationToken cancellation)
    {
        var words = Fold(text).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == 0)
        {
            return [];
        }

        var found = Match(await ReadAsync(Freshness, cancellation), words);
        return found.Count > 0 ? found : Match(await ReadAsync(Pause, cancellation), words);
    }

    public void Dispose() => reading.Dispose();

    private static List<Place> Match(IReadOnlyList<Entry> all, string[] words) =>
        [
            .. all.Where(entry => words.All(word => entry.Everything.Contains(word, StringComparison.Ordinal)))
                .OrderBy(entry => entry.RankOf(words))
                .ThenBy(entry => entry.Place.Name, StringComparer.Ordinal)
                .Take(Most)
                .Select(entry => entry.Place),
        ];

    private async Task<IReadOnlyList<Entry>> ReadAsync(TimeSpan age, CancellationToken cancellation)
    {
        await reading.WaitAsync(cancellation);
        try
        {
            if (clock.GetUtcNow() - readAt >= age)
            {
                entries = [.. (await places.ListAsync(cancellation)).Select(Entry.Of)];
                readAt = clock.GetUtcNow();
            }

            return entries;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>
    /// Capital letters without accents, one shape for each Han character, and single spaces for everything between words.
    /// </summary>
    private static string Fold(string text)
    {
        var folded = new StringBuilder();
        foreach (
            var rune in text.Normalize(NormalizationForm.FormKD)
                .EnumerateRunes()
                .Where(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark)
        )
        {
            folded.Append(Rune.IsLetterOrDigit(rune) ? Rune.ToUpperInvariant(HanVariants.Fold(rune)).ToString() : " ");
        }

        return string.Join(' ', folded.ToString().Split(' ', StringSplitOptions.RemoveEmptyEntries));
    }

    private sealed record Entry(Place Place, string Name, string NameEn, string Everything)
    {
        public static Entry Of(Place place)
        {
            var (name, nameEn) = (Fold(place.Name), Fold(place.NameEn ?? ""));
            return new Entry(place, name, nameEn, string.Join(' ', name, nameEn, Fold(place.Area), Fold(place.Address)));
        }

        public int RankOf(string[] words)
        {
            var all = string.Join(' ', words);
            return Name == all || NameEn == all ? 0
                : Name.StartsWith(all, StringComparison.Ordinal) || NameEn.StartsWith(all, StringComparison.Ordinal) ? 1
                : words.All(word => Name.Contains(word, StringComparison.Ordinal) || NameEn.Contains(word, StringComparison.Ordinal)) ? 2
                : 3;
        }
    }
}
