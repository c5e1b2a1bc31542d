using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Domain.Colors;

namespace Ghc.Functions.Policies;

/// <summary>One pass over all holders with one version of the rules.</summary>
/// <param name="IsTrial">Counts what would change, and changes nothing.</param>
/// <param name="Digits">Holders' keys are evenly spread, so each beginning of this many hexadecimal digits is a range of its own.</param>
public sealed record Sweep(string Id, int PolicySequence, string PolicyVersion, bool IsTrial, int Digits, DateTimeOffset StartedAt)
{
    [JsonIgnore]
    public IReadOnlyList<string> Prefixes =>
        [.. Enumerable.Range(0, 1 << (4 * Digits)).Select(n => n.ToString($"x{Digits}", CultureInfo.InvariantCulture))];
}

/// <summary>How far a sweep is in the holders whose keys start with <paramref name="Prefix"/>.</summary>
/// <param name="After">The last holder that is done; empty at the start.</param>
public sealed record SweepRange(string Prefix, string After, int Done, IReadOnlyDictionary<string, int> Changes, DateTimeOffset? FinishedAt)
{
    public static SweepRange At(string prefix) => new(prefix, "", 0, new Dictionary<string, int>(), null);

    public SweepRange With(string holderKey, Color before, Color after)
    {
        var changes = Changes;
        if (before != after)
        {
            var name = $"{before}->{after}".ToLowerInvariant();
            changes = new Dictionary<string, int>(Changes) { [name] = Changes.GetValueOrDefault(name) + 1 };
        }

        return this with
        {
            After = holderKey,
            Done = Done + 1,
            Changes = changes,
        };
    }
}

/// <summary>What GET api/sweeps/{id} tells. <paramref name="Changes"/>: holders by "from->to".</summary>
public sealed record SweepView(
    string SweepId,
    string PolicyVersion,
    string Kind,
    string State,
    int Done,
    int RangesDone,
    int Ranges,
    IReadOnlyDictionary<string, int> Changes,
    DateTimeOffset StartedAt,
    DateTimeOffset? FinishedAt
)
{
    public static SweepView Of(Sweep sweep, IReadOnlyList<SweepRange> ranges)
    {
        var finished = ranges.Count(range => range.FinishedAt is not null);
        var all = sweep.Prefixes.Count;
        var isDone = finished == all;
        return new SweepView(
            sweep.Id,
            sweep.PolicyVersion,
            sweep.IsTrial ? "trial" : "publication",
            isDone ? "done" : "running",
            ranges.Sum(range => range.Done),
            finished,
            all,
            ranges
                .SelectMany(range => range.Changes)
                .GroupBy(change => change.Key)
                .ToDictionary(change => change.Key, change => change.Sum(c => c.Value)),
            sweep.StartedAt,
            isDone ? ranges.Max(range => range.FinishedAt) : null
        );
    }
}
