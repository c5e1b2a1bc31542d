using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.LocalWorker;

public sealed class TimerTests
{
    private readonly FakeTimeProvider clock = new(new DateTimeOffset(2022, 7, 1, 8, 30, 0, TimeSpan.Zero));
    private readonly TimerProbe probe = new();

    private static CancellationToken TestEnd => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Timer_ClockReachesTheSchedule_RunsOncePerOccurrence()
    {
        using var host = await StartAsync(typeof(HourlyFunction));

        clock.Advance(TimeSpan.FromMinutes(29));
        Assert.Empty(probe.Runs);
        for (var hour = 1; hour <= 3; hour++)
        {
            clock.Advance(TimeSpan.FromMinutes(hour == 1 ? 1 : 60));
            await WorkerHost.EventuallyAsync(() => probe.Ended == hour);
        }

        Assert.Equal([9, 10, 11], probe.Runs.Select(r => r.At.Hour));
        Assert.All(probe.Runs, r => Assert.False(r.PastDue));
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Timer_ClockJumpsADay_CatchesUpWithoutARunForEveryHour()
    {
        using var host = await StartAsync(typeof(HourlyFunction));

        clock.SetUtcNow(clock.GetUtcNow().AddDays(1));
        await WorkerHost.EventuallyAsync(() => probe.Ended >= 1);
        await host.StopAsync(TestEnd);

        // The occurrence that was waited for, and one for all that the jump skipped if the first was seen on time.
        Assert.InRange(probe.Runs.Count, 1, 2);
        Assert.Equal(1, probe.MostRunning);
    }

    [Fact]
    public async Task Timer_RunOutlastsItsInterval_NeverOverlapsAndCatchesUpOnce()
    {
        var gate = new TaskCompletionSource();
        probe.Behavior = () => gate.Task;
        using var host = await StartAsync(typeof(HourlyFunction));

        clock.Advance(TimeSpan.FromMinutes(30));
        await WorkerHost.EventuallyAsync(() => probe.Runs.Count == 1);
        clock.Advance(TimeSpan.FromHours(3));
        Assert.Single(probe.Runs);
        gate.SetResult();
        await WorkerHost.EventuallyAsync(() => probe.Ended == 2);

        Assert.Equal([false, true], probe.Runs.Select(r => r.PastDue));
        Assert.Equal(1, probe.MostRunning);
        clock.Advance(TimeSpan.FromHours(1));
        await WorkerHost.EventuallyAsync(() => probe.Ended == 3);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Timer_FunctionFails_RunsAgainNextTime()
    {
        probe.Behavior = () => throw new InvalidOperationException("timer");
        using var host = await StartAsync(typeof(HourlyFunction));

        clock.Advance(TimeSpan.FromMinutes(30));
        await WorkerHost.EventuallyAsync(() => probe.Ended == 1);
        clock.Advance(TimeSpan.FromHours(1));

        await WorkerHost.EventuallyAsync(() => probe.Ended == 2);
        Assert.Equal(2, probe.Runs.Count);
        await host.StopAsync(TestEnd);
    }

    [Fact]
    public async Task Timer_RunOnStartup_RunsWithoutWaiting()
    {
        using var host = await StartAsync(typeof(StartupFunction));

        await WorkerHost.EventuallyAsync(() => probe.Ended == 1);

        Assert.Equal(clock.GetUtcNow(), Assert.Single(probe.Runs).At);
        await host.StopAsync(TestEnd);
    }

    private Task<IHost> StartAsync(Type function) =>
        WorkerHost.Builder(function).With<TimeProvider>(clock).With(probe).StartAsync();

    public sealed class TimerProbe
    {
        private int running;
        private int ended;

        public Func<Task> Behavior { get; set; } = () => Task.CompletedTask;

        public ConcurrentQueue<(DateTimeOffset At, bool PastDue)> Runs { get; } = new();

        public int Ended => Volatile.Read(ref ended);

        public int MostRunning { get; private set; }

        public async Task RunAsync(TimerInfo timer, TimeProvider time)
        {
            MostRunning = Math.Max(MostRunning, Interlocked.Increment(ref running));
            Runs.Enqueue((time.GetUtcNow(), timer.IsPastDue));
            try
            {
                await Behavior();
            }
            finally
            {
                Interlocked.Decrement(ref running);
                Interlocked.Increment(ref ended);
            }
        }
    }

    public sealed class HourlyFunction(TimerProbe probe, TimeProvider time)
    {
        [Function("Hourly")]
        public Task Run([TimerTrigger("0 0 * * * *")] TimerInfo timer) => probe.RunAsync(timer, time);
    }

    public sealed class StartupFunction(TimerProbe probe, TimeProvider time)
    {
        [Function("Startup")]
        public Task Run([TimerTrigger("0 0 3 1 1 *", RunOnStartup = true)] TimerInfo timer) => probe.RunAsync(timer, time);
    }
}
