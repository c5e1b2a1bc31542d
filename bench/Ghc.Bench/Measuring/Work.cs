using System.Diagnostics;

namespace Ghc.Bench.Measuring;

/// <summary>
/// Work within this process, on one thread and with nobody else at work in it, so that the time of the process is its own.
/// </summary>
internal static class Work
{
    public static Contender Of(int operations, Action operation) =>
        _ =>
        {
            var allocated = GC.GetAllocatedBytesForCurrentThread();
            var cpu = Environment.CpuUsage.TotalTime;
            var started = Stopwatch.GetTimestamp();
            for (var i = 0; i < operations; i++)
            {
                operation();
            }

            return Task.FromResult(
                new Sample(operations, Stopwatch.GetElapsedTime(started))
                {
                    Cpu = Environment.CpuUsage.TotalTime - cpu,
                    Allocated = GC.GetAllocatedBytesForCurrentThread() - allocated,
                }
            );
        };
}
