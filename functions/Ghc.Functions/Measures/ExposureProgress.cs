using System.Text.Json.Serialization;

namespace Ghc.Functions.Measures;

/// <summary>
/// How far the work is: <paramref name="Done"/> visits, the next ones from <paramref name="Hour"/> of the span on, after the row
/// <paramref name="After"/>.
/// </summary>
public sealed record ExposureProgress(int Hour, string After, int Done, DateTimeOffset? FinishedAt)
{
    public static readonly ExposureProgress Start = new(0, "", 0, null);

    /// <summary>When the work was done before it looks for late visits; null the first time.</summary>
    public DateTimeOffset? FinishedBefore { get; init; }

    /// <summary>So many passes over the visits were done before this one.</summary>
    public int Passes { get; init; }

    /// <summary>People counted, or marked. Each is one, however often they were there.</summary>
    public int People { get; init; }

    /// <summary>How many of these got a text.</summary>
    public int Told { get; init; }

    /// <summary>People by "from->to", where the color changes.</summary>
    public IReadOnlyDictionary<string, int> Changes { get; init; } = new Dictionary<string, int>();

    /// <summary>Names the visits that come next.</summary>
    [JsonIgnore]
    public string Batch => $"{Passes}|{Hour}|{After}";

    /// <summary>Goes over the visits once more, for those that came late.</summary>
    public ExposureProgress NextPass() =>
        Start with
        {
            FinishedBefore = FinishedAt,
            Passes = Passes + 1,
            People = People,
            Told = Told,
            Changes = Changes,
        };

    public ExposureProgress With(IReadOnlyCollection<ExposedPerson> people)
    {
        var changes = new Dictionary<string, int>(Changes);
        foreach (var person in people.Where(person => person.Before != person.After))
        {
            var name = $"{person.Before}->{person.After}".ToLowerInvariant();
            changes[name] = changes.GetValueOrDefault(name) + 1;
        }

        return this with
        {
            People = People + people.Count,
            Told = Told + people.Count(person => person.Told),
            Changes = changes,
        };
    }
}

/// <summary>What an exposure would do, counted before anybody signs it.</summary>
/// <param name="State">running or done.</param>
/// <param name="Changes">People by "from->to", where the color would change.</param>
public sealed record ExposureTrial(string State, int People, IReadOnlyDictionary<string, int> Changes)
{
    public static ExposureTrial Of(ExposureProgress progress) =>
        new(progress.FinishedAt is null ? "running" : "done", progress.People, progress.Changes);
}

/// <summary>What GET api/exposures/{id} tells.</summary>
/// <param name="Done">Visits looked at; one person may have several.</param>
/// <param name="People">Who got the measure.</param>
/// <param name="Told">Of these, who got a text.</param>
public sealed record ExposureView(
    string ExposureId,
    string PlaceId,
    string? PlaceName,
    DateTimeOffset From,
    DateTimeOffset To,
    string State,
    int Done,
    int People,
    int Told,
    ExposureTrial Trial,
    DateTimeOffset? StartedAt,
    DateTimeOffset? FinishedAt
);
