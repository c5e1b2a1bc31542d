using Ghc.Domain.Facts;

namespace Ghc.Domain.Measures;

/// <summary>The measures that count: each with the earliest time at which it was lifted, if it was.</summary>
public static class EffectiveMeasures
{
    /// <summary>Sorted by start, then id, so that the order in which facts arrived is forgotten.</summary>
    public static IReadOnlyList<Measure> Of(IEnumerable<Fact> facts)
    {
        ArgumentNullException.ThrowIfNull(facts);
        return
        [
            .. facts
                .OfType<Measure>()
                .GroupBy(measure => measure.Id)
                .SelectMany(same => WithLift(same, same.Min(measure => measure.LiftedAt)))
                .OrderBy(measure => measure.From)
                .ThenBy(measure => measure.Id, StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<Measure> WithLift(IEnumerable<Measure> same, DateTimeOffset? liftedAt) =>
        same.Select(measure => measure with { LiftedAt = liftedAt }).Distinct();
}
