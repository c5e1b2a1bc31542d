using System.Collections.Concurrent;
using HdrHistogram;

namespace Ghc.Bench.Endurance;

/// <summary>Latencies of one kind of call, in all and without the times around faults, and what failed.</summary>
internal sealed class Tally
{
    private const long LongestMicroseconds = 600_000_000;
    private const int Digits = 3;

    private readonly LongConcurrentHistogram all = new(1, LongestMicroseconds, Digits);
    private readonly LongConcurrentHistogram calm = new(1, LongestMicroseconds, Digits);
    private readonly ConcurrentDictionary<string, int> failures = new();
    private int calls;

    public int Calls => calls;

    public int Failed => failures.Values.Sum();

    public IReadOnlyDictionary<string, int> Failures => failures;

    public void Answered(TimeSpan latency, bool isCalm)
    {
        Interlocked.Increment(ref calls);
        var microseconds = Math.Clamp((long)latency.TotalMicroseconds, 1, LongestMicroseconds);
        all.RecordValue(microseconds);
        if (isCalm)
        {
            calm.RecordValue(microseconds);
        }
    }

    /// <param name="how">A status code, or what broke.</param>
    public void Fail(string how)
    {
        Interlocked.Increment(ref calls);
        failures.AddOrUpdate(how, 1, (_, count) => count + 1);
    }

    /// <summary>Milliseconds; null if there was nothing to measure.</summary>
    public double? At(double percentile, bool ofCalm) =>
        (ofCalm ? calm : all) is { TotalCount: > 0 } measured ? measured.GetValueAtPercentile(percentile) / 1000.0 : null;
}
