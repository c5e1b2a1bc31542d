using Azure;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// One operation, again and again in new worlds: each time the process dies one storage call later, and an app that starts afresh on the same storage
/// goes on, until the operation needed no more calls than it was given.
/// </summary>
public static class Crashes
{
    /// <param name="arrange">Makes a world and says what to do in it.</param>
    /// <param name="mend">Goes on in the restarted app; the answer is that of the operation if it was given.</param>
    /// <returns>How many worlds there were.</returns>
    public static async Task<int> EverywhereAsync<T>(
        Azurite azurite,
        Func<GhcApp, HttpClient, Task<T>> arrange,
        Func<HttpClient, T, Task<Answer>> act,
        Func<GhcApp, HttpClient, T, Answer?, Task> mend)
    {
        for (var n = 0; ; n++)
        {
            Assert.True(n < 100, "The operation never ends.");
            await using var app = new GhcApp(azurite);
            var client = app.CreateClient();
            var world = await arrange(app, client);
            await app.DrainAsync();
            app.Calls.FailAfter(n);
            var answer = await TryAsync(() => act(client, world));
            var crashed = app.Calls.HasFailed;
            app.Calls.FailAfter(int.MaxValue);
            await app.DisposeAsync();

            await using var next = new GhcApp(app.Settings);
            await mend(next, next.CreateClient(), world, crashed ? null : answer);
            if (!crashed)
            {
                return n + 1;
            }
        }
    }

    private static async Task<Answer?> TryAsync(Func<Task<Answer>> act)
    {
        try
        {
            return await act();
        }
        catch (RequestFailedException)
        {
            return null;
        }
    }
}
