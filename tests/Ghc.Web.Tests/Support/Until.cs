using System.Diagnostics;

namespace Ghc.Web.Tests.Support;

/// <summary>Waits for what another process will have done soon.</summary>
public static class Until
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static async Task TrueAsync(Func<Task<bool>> condition)
    {
        var watch = Stopwatch.StartNew();
        while (!await condition())
        {
            Assert.True(watch.Elapsed < Patience, $"Still not so after {Patience}.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
