using Ghc.Domain.LabResults;

namespace Ghc.Domain.Colors;

/// <summary>
/// Sampling times, sorted, of the negatives that can end a color. The time of the report never matters (R5), and a search by time is what
/// keeps an older negative that arrives late from helping a fact that happened after it was sampled.
/// </summary>
internal sealed class Negatives(IReadOnlyList<LabResult> effective, IReadOnlySet<Assay> assays)
{
    /// <summary>Pooled ones count: a negative pool is a negative for each of its people.</summary>
    public SampleTimes All { get; } = Of(effective, r => assays.Contains(r.Assay));

    public SampleTimes Single { get; } = Of(effective, r => assays.Contains(r.Assay) && !r.Pooled);

    private static SampleTimes Of(IReadOnlyList<LabResult> effective, Func<LabResult, bool> counts) =>
        new([.. effective.Where(r => r.Result == TestResult.Negative && counts(r)).Select(r => r.SampledAt.ToUniversalTime())]);
}

/// <summary>Ascending instants with the two searches that the rules need; both logarithmic.</summary>
internal sealed class SampleTimes(DateTimeOffset[] ascending)
{
    public int Count => ascending.Length;

    public DateTimeOffset this[int index] => ascending[index];

    public int FirstAfter(DateTimeOffset time) => First(t => t > time);

    public int FirstFrom(DateTimeOffset time) => First(t => t >= time);

    /// <summary>Compared by difference, which cannot overflow.</summary>
    public int FirstApart(DateTimeOffset time, TimeSpan gap) => First(t => t > time && t - time >= gap);

    private int First(Func<DateTimeOffset, bool> reached)
    {
        var (first, end) = (0, ascending.Length);
        while (first < end)
        {
            var middle = (first + end) / 2;
            (first, end) = reached(ascending[middle]) ? (first, middle) : (middle + 1, end);
        }

        return first;
    }
}
