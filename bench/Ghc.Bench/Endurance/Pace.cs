using System.Diagnostics;

namespace Ghc.Bench.Endurance;

/// <summary>
/// Starts work at a fixed rate, whether or not what was started before has ended: people do not wait for each other. A latency counts from
/// when the work was due, so a service that stands still is not spared the calls that it held up.
/// </summary>
internal static class Pace
{
    /// <summary>Beyond this many at once the machine is at its end, and calls wait for a place.</summary>
    private const int AtOnce = 256;

    /// <param name="work">Gets its number, and when it was due since the start.</param>
    public static async Task RunAsync(double perSecond, TimeSpan duration, Func<int, TimeSpan, Task> work, CancellationToken cancellation)
    {
        using var places = new SemaphoreSlim(AtOnce);
        var clock = Stopwatch.StartNew();
        var running = new List<Task>();
        for (var number = 0; number < perSecond * duration.TotalSeconds; number++)
        {
            var due = TimeSpan.FromSeconds(number / perSecond);
            if (due > clock.Elapsed)
            {
                await Task.Delay(due - clock.Elapsed, cancellation);
            }

            await places.WaitAsync(cancellation);
            running.RemoveAll(task => task.IsCompletedSuccessfully);
            running.Add(OneAsync(number, due));
        }

        await Task.WhenAll(running);

        async Task OneAsync(int number, TimeSpan due)
        {
            try
            {
                await Task.Yield();
                await work(number, due);
            }
            finally
            {
                places.Release();
            }
        }
    }
}
