namespace Ghc.Functions.Tests.Support;

/// <summary>
/// Lets a call die after its first, second, … storage call, as if the process had ended there, starts the app again on what is left, and has the
/// caller try again, until a call needs no more storage calls than were let through.
/// </summary>
public static class FaultyCalls
{
    private const int Most = 60;

    /// <param name="arrange">Makes what the call needs; everything in it is another person's each time.</param>
    /// <param name="act">The call.</param>
    /// <param name="check">The one right state, after the natural retry.</param>
    public static async Task EveryAsync<T>(
        Azurite azurite,
        Func<GhcApp, HttpClient, Task<T>> arrange,
        Func<HttpClient, T, Task<Answer>> act,
        Func<GhcApp, HttpClient, T, Answer, Task> check)
    {
        for (var n = 0; ; n++)
        {
            Assert.True(n < Most, $"More than {Most} storage calls.");
            var settings = new AppSettings(azurite.NewAccount());
            bool died;
            T given;
            await using (var app = new GhcApp(settings))
            {
                var client = app.CreateClient();
                given = await arrange(app, client);
                await app.DrainAsync();
                app.Calls.FailAfter(n);
                var answer = await act(client, given);
                died = app.Calls.HasFailed;
                Assert.Equal(died, answer.Status == 503);
            }

            await using var after = new GhcApp(settings);
            var again = after.CreateClient();
            await check(after, again, given, await act(again, given));
            if (!died)
            {
                Assert.True(n > 0);
                return;
            }
        }
    }
}
