using Azure;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// One operation, again and again in new worlds: each time the process dies one storage call later, and an app that starts afresh on the
/// same storage goes on, until the operation needs no more calls than it was given.
/// </summary>
public static class Crashes
{
    private const int MostCalls = 100;

    /// <param name="arrange">Makes a world and says what to do in it.</param>
    /// <param name="mend">Goes on in whichever app lives; the answer is that of the operation if it was given.</param>
    /// <param name="worldsShareStorage">The worlds are strangers to each other in one installation, and the app that went on in one arranges
    /// the next: half as many apps, where no check looks at whole tables.</param>
    /// <returns>How many calls the operation needs.</returns>
    public static Task<int> EverywhereAsync<T>(
        Azurite azurite,
        Func<GhcApp, HttpClient, Task<T>> arrange,
        Func<HttpClient, T, Task<Answer>> act,
        Func<GhcApp, HttpClient, T, Answer?, Task> mend,
        Action<AppSettings>? configure = null,
        bool worldsShareStorage = false
    ) =>
        RunAsync(
            () => NewApp(azurite, configure, worldsShareStorage),
            worldsShareStorage,
            async app =>
            {
                var client = app.CreateClient();
                var world = await arrange(app, client);
                await app.DrainAsync();
                Answer? answer = null;
                return (
                    async _ => answer = await act(client, world),
                    (living, _) => mend(living, living.CreateClient(), world, answer is { Status: < 500 } ? answer : null)
                );
            }
        );

    /// <summary>The same for a call whose caller tries again.</summary>
    /// <param name="check">The one right state, and the answer that was given in the end.</param>
    public static Task RepeatedAsync<T>(
        Azurite azurite,
        Func<GhcApp, HttpClient, Task<T>> arrange,
        Func<HttpClient, T, Task<Answer>> act,
        Func<GhcApp, HttpClient, T, Answer, Task> check
    ) =>
        EverywhereAsync(
            azurite,
            arrange,
            act,
            async (app, client, world, answer) => await check(app, client, world, answer ?? await act(client, world))
        );

    /// <summary>The same for what is not a call but a function, which the host runs again.</summary>
    /// <param name="prepare">Makes the system ready and returns the operation to run on whichever app is alive.</param>
    /// <param name="check">Looks at the outcome, in the app that finished.</param>
    public static Task<int> OfFunctionAsync(
        Azurite azurite,
        Action<AppSettings> configure,
        Func<GhcApp, Task<Func<GhcApp, Task>>> prepare,
        Func<GhcApp, Task> check
    ) =>
        RunAsync(
            () => NewApp(azurite, configure, worldsShareStorage: false),
            appsAreShared: false,
            async app =>
            {
                var operation = await prepare(app);
                return (
                    operation,
                    async (living, died) =>
                    {
                        if (died)
                        {
                            await operation(living);
                        }

                        await check(living);
                    }
                );
            }
        );

    /// <summary>A function of the app, made as the host makes it.</summary>
    public static T Function<T>(this GhcApp app)
        where T : class => ActivatorUtilities.CreateInstance<T>(app.Services);

    private static GhcApp NewApp(Azurite azurite, Action<AppSettings>? configure, bool worldsShareStorage)
    {
        var settings = new AppSettings(azurite.NewAccount());
        if (worldsShareStorage)
        {
            // All of them call from one address within one hour.
            settings.Values["SmsBudget:PerAddressPerHour"] = "1000";
            settings.Values["SmsBudget:PerMinute"] = "1000";
        }

        configure?.Invoke(settings);
        return new GhcApp(settings);
    }

    private static async Task<int> RunAsync(
        Func<GhcApp> newApp,
        bool appsAreShared,
        Func<GhcApp, Task<(Func<GhcApp, Task> Act, Func<GhcApp, bool, Task> GoOn)>> arrange
    )
    {
        GhcApp? app = null;
        try
        {
            for (var n = 0; n < MostCalls; n++)
            {
                app ??= newApp();
                var (act, goOn) = await arrange(app);
                app.Calls.FailAfter(n);
                var died = await HasDiedAsync(app, act);

                // A fault of what the queues do beside it is one too: the next round goes further, whatever became of the operation itself.
                var faulty = app.Calls.HasFailed;
                app.Calls.FailAfter(int.MaxValue);
                if (!faulty)
                {
                    await goOn(app, false);
                    return n;
                }

                // Starts at once: what waits in queues may be all that is left to do.
                await app.DisposeAsync();
                app = new GhcApp(app.Settings);
                app.CreateClient();
                await goOn(app, died);
                if (!appsAreShared)
                {
                    await app.DisposeAsync();
                    app = null;
                }
            }
        }
        finally
        {
            await (app?.DisposeAsync() ?? ValueTask.CompletedTask);
        }

        throw new InvalidOperationException($"The operation needs more than {MostCalls} calls.");
    }

    private static async Task<bool> HasDiedAsync(GhcApp app, Func<GhcApp, Task> act)
    {
        try
        {
            await act(app);
            return false;
        }
        catch (Exception fault) when (app.Calls.HasFailed && (fault is RequestFailedException or HttpRequestException))
        {
            // Who started the operation knows nothing of what became of it.
            return true;
        }
    }
}
