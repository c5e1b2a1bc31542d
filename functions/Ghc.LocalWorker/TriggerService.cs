using Microsoft.Extensions.Hosting;

namespace Ghc.LocalWorker;

/// <summary>
/// Loops that run for as long as the host does. A stop ends the waiting at once but lets running functions finish; only when the
/// host's shutdown time is over are they asked to give up. They begin when the port is open and all other services have started.
/// </summary>
internal abstract class TriggerService : IHostedLifecycleService, IDisposable
{
    // For a canceled function to unwind and its message to go back; without it the message would stay hidden for a whole lease.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource abandoned = new();
    private Task loops = Task.CompletedTask;

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        loops = Task.WhenAll(Start(stopping.Token, abandoned.Token));
        return Task.CompletedTask;
    }

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        if (!await TryCancelAsync(stopping))
            return;
        await loops.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (loops.IsCompleted)
            return;
        await TryCancelAsync(abandoned);
        await loops.WaitAsync(LastWords, CancellationToken.None).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose()
    {
        stopping.Dispose();
        abandoned.Dispose();
    }

    /// <summary>
    /// False if the loops have ended and were disposed of: under a test server the host is stopped by the server and by its own Run at the same time.
    /// </summary>
    private static async Task<bool> TryCancelAsync(CancellationTokenSource source)
    {
        try
        {
            await source.CancelAsync();
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }

    /// <param name="stop">Receive nothing more.</param>
    /// <param name="abandon">The token that functions get.</param>
    protected abstract IReadOnlyList<Task> Start(CancellationToken stop, CancellationToken abandon);
}
