using Azure;
using Ghc.Functions.Policies;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Policies;

/// <summary>
/// The queue holds the ranges of a publication back in real time, while the clock of a test has moved already; so tests start the work by
/// hand.
/// </summary>
internal static class Sweeps
{
    public static async Task RunAsync(GhcApp app, string sweepId)
    {
        var sweep = await app.Services.GetRequiredService<SweepsTable>().FindAsync(sweepId, TestContext.Current.CancellationToken);
        await Parallel.ForEachAsync(
            sweep!.Prefixes,
            TestContext.Current.CancellationToken,
            async (prefix, cancellation) => await app.Services.GetRequiredService<Sweeper>().WorkAsync(sweepId, prefix, cancellation)
        );
    }

    /// <summary>Works until the planned fault comes; true if it came.</summary>
    public static async Task<bool> DiesAsync(GhcApp app, string sweepId, int afterCalls)
    {
        app.Calls.FailAfter(afterCalls);
        try
        {
            await RunAsync(app, sweepId);
        }
        catch (RequestFailedException) when (app.Calls.HasFailed)
        {
            return true;
        }

        return false;
    }
}
