using Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// Runs an operation again and again, on a system of its own each time: the first n storage calls succeed, then the process "dies", a new one starts on the
/// same storage, and whoever asked asks again. Ends when the operation needed no more than n calls.
/// </summary>
public static class Faults
{
    private const int MostCalls = 60;

    /// <param name="prepare">Makes the system ready and returns the operation to run on whichever app is alive.</param>
    /// <param name="check">Looks at the outcome, in the app that finished.</param>
    /// <returns>How many calls the operation needed.</returns>
    public static async Task<int> EverywhereAsync(
        Azurite azurite, Action<AppSettings> configure, Func<GhcApp, Task<Func<GhcApp, Task>>> prepare, Func<GhcApp, Task> check)
    {
        for (var n = 0; n < MostCalls; n++)
        {
            var settings = new AppSettings(azurite.NewAccount());
            configure(settings);
            await using var first = new GhcApp(settings);
            var operation = await prepare(first);
            first.Calls.FailAfter(n);
            if (!await DiesAsync(() => operation(first)))
            {
                first.Calls.FailAfter(int.MaxValue);
                await check(first);
                return n;
            }

            await first.DisposeAsync();
            await using var second = new GhcApp(settings);
            await operation(second);
            await check(second);
        }

        throw new InvalidOperationException($"The operation needs more than {MostCalls} calls.");
    }

    /// <summary>A function of the app, made as the host makes it.</summary>
    public static T Function<T>(this GhcApp app)
        where T : class => ActivatorUtilities.CreateInstance<T>(app.Services);

    private static async Task<bool> DiesAsync(Func<Task> operation)
    {
        try
        {
            await operation();
            return false;
        }
        catch (Exception fault) when (fault is RequestFailedException or HttpRequestException)
        {
            return true;
        }
    }
}
