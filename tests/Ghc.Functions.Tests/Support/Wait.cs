using System.Diagnostics;
using System.Runtime.CompilerServices;
using Ghc.Functions.Tests.Hosting;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// Waits for a condition, and fails with its text when it does not come true in time: minutes, since a busy machine is no defect.
/// </summary>
internal static class Wait
{
    public static async Task UntilAsync(Func<Task<bool>> condition, [CallerArgumentExpression(nameof(condition))] string? text = null)
    {
        var clock = Stopwatch.StartNew();
        var rung = TimeSpan.FromSeconds(1);
        while (!await condition())
        {
            if (clock.Elapsed > rung)
            {
                rung += TimeSpan.FromSeconds(1);
                QueueBells.RingAll();
            }

            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(2), "Did not come true in two minutes: " + text);
            await Task.Delay(25, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> condition, [CallerArgumentExpression(nameof(condition))] string? text = null) =>
        UntilAsync(() => Task.FromResult(condition()), text);
}
