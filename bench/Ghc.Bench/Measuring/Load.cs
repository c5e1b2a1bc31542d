using System.Diagnostics;
using Ghc.Bench.Servers;
using HdrHistogram;

namespace Ghc.Bench.Measuring;

/// <summary>A fixed number of requests by a fixed number of callers, each of whom waits for an answer before asking again.</summary>
internal static class Load
{
    private const long LongestMicroseconds = 60_000_000;
    private const int Digits = 3;

    /// <param name="request">The request of a number; every number is asked for once.</param>
    public static Contender Of(MeasuredApp app, int operations, int callers, Func<int, HttpRequestMessage> request) =>
        async cancellation =>
        {
            var latency = new LongConcurrentHistogram(1, LongestMicroseconds, Digits);
            var next = -1;
            var before = await app.UsageAsync(cancellation);
            var started = Stopwatch.GetTimestamp();
            await Task.WhenAll(
                Enumerable
                    .Range(0, Math.Min(callers, operations))
                    .Select(async _ =>
                    {
                        for (var number = Interlocked.Increment(ref next); number < operations; number = Interlocked.Increment(ref next))
                        {
                            var sent = Stopwatch.GetTimestamp();
                            await app.CallAsync(request(number), cancellation);
                            latency.RecordValue(Math.Max(1, (long)Stopwatch.GetElapsedTime(sent).TotalMicroseconds));
                        }
                    })
            );
            var elapsed = Stopwatch.GetElapsedTime(started);
            var after = await app.UsageAsync(cancellation);
            return new Sample(operations, elapsed)
            {
                Cpu = after.Cpu - before.Cpu,
                HostCpu = after.HostCpu - before.HostCpu,
                Allocated = after.Allocated - before.Allocated,
                StorageCalls = after.StorageCalls - before.StorageCalls,
                Latency = latency,
            };
        };
}
