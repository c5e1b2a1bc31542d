using System.Collections.Concurrent;

namespace Ghc.Functions.Retention;

/// <summary>How much of what was deleted, by entity. Many partitions are under way at once.</summary>
public sealed class PurgeReport
{
    private readonly ConcurrentDictionary<string, long> counts = new();

    /// <summary>False if something is left for the next run.</summary>
    public bool Finished { get; set; } = true;

    /// <summary>For a metric with the entity as its dimension.</summary>
    public IReadOnlyDictionary<string, long> Counts => counts;

    public long this[string entity] => counts.GetValueOrDefault(entity);

    public void Add(string entity, long count)
    {
        if (count > 0)
        {
            counts.AddOrUpdate(entity, count, (_, before) => before + count);
        }
    }

    public override string ToString() =>
        string.Join(", ", counts.OrderBy(entity => entity.Key, StringComparer.Ordinal).Select(entity => $"{entity.Key}: {entity.Value}"));
}
