using Ghc.Domain.Colors;

namespace Ghc.Domain.Statistics;

/// <summary>
/// How many different people were scanned on one day, by kind of place and color. Somebody who came ten times is one person, with the worst
/// color that they had at places of that kind: ten scans of one person must not pass for ten people.
/// </summary>
public sealed class DayCounts
{
    private readonly Dictionary<(string Kind, Color Color), int> people = [];

    /// <summary>All scans of one person on the day.</summary>
    public void Add(IEnumerable<(string Kind, Color Color)> scans)
    {
        foreach (var kind in scans.GroupBy(scan => scan.Kind))
        {
            var cell = (kind.Key, kind.Max(scan => scan.Color));
            people[cell] = people.GetValueOrDefault(cell) + 1;
        }
    }

    /// <summary>What is published of it: a row for every kind of place, so that a missing row tells nothing either.</summary>
    public IReadOnlyList<PublicRow> Publish(IEnumerable<string> kinds, int least) =>
        [
            .. kinds.Select(kind => new PublicRow(
                kind,
                Of(kind, Color.Green, least),
                Of(kind, Color.Yellow, least),
                Of(kind, Color.Red, least)
            )),
        ];

    private int? Of(string kind, Color color, int least) => PublicCount.Of(people.GetValueOrDefault((kind, color)), least);
}

/// <summary>People scanned at one kind of place on one day, by color; null for few or none.</summary>
public sealed record PublicRow(string PlaceKind, int? Green, int? Yellow, int? Red);
