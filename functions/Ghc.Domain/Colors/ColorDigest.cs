namespace Ghc.Domain.Colors;

/// <summary>A change of one holder's color that the owner is to be told.</summary>
/// <param name="Id">The same when the same change is added again.</param>
public sealed record ColorChange(string HolderId, string Id, Color Before, Color Now);

/// <summary>
/// The changes of color that wait to be told to one phone, as the state of a small machine: changes that come close together leave as one
/// text. <see cref="Leave"/> decides on a text and <see cref="Left"/> notes that it is on its way; a crash between the two leaves the
/// decision, so that the same text is sent again, under the same number.
/// </summary>
/// <param name="Number">How many texts were decided on.</param>
/// <param name="Waiting">In the order in which they came.</param>
/// <param name="Leaving">What text <paramref name="Number"/> says, until it is on its way.</param>
public sealed record ColorDigest(int Number, IReadOnlyList<ColorChange> Waiting, IReadOnlyList<ColorChange> Leaving)
{
    public static readonly ColorDigest Empty = new(0, [], []);

    /// <summary>Several for each holder that an account can have.</summary>
    private const int MostKnown = 64;

    /// <summary>The ids of the changes that were added last.</summary>
    public IReadOnlyList<string> Known { get; init; } = [];

    public ColorDigest Add(ColorChange change) =>
        Known.Contains(change.Id)
            ? this
            : this with
            {
                Waiting = [.. Waiting, change],
                Known = [.. Known.TakeLast(MostKnown - 1), change.Id],
            };

    /// <summary>
    /// With the next text decided on, if there is anything to tell. When the texts of the day are used up, changes wait for the next text;
    /// but a change to red never does.
    /// </summary>
    public ColorDigest Leave(bool isDayUsedUp)
    {
        if (Leaving.Count > 0 || Waiting.Count == 0)
        {
            return this;
        }

        var changes = Merged();
        return changes.Count == 0 ? this with { Waiting = [] }
            : isDayUsedUp && changes.All(change => change.Now != Color.Red) ? this
            : this with { Number = Number + 1, Waiting = [], Leaving = changes };
    }

    public ColorDigest Left() => this with { Leaving = [] };

    /// <summary>One change for each holder, from the color before to the latest; none for a color that came back.</summary>
    private List<ColorChange> Merged() =>
        [
            .. Waiting
                .GroupBy(change => change.HolderId)
                .Select(all => all.Last() with { Before = all.First().Before })
                .Where(change => change.Before != change.Now),
        ];
}
