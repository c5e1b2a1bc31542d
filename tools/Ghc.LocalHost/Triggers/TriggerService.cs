namespace Ghc.LocalHost.Triggers;

/// <summary>Keeps the triggers of an app running: replaces a <see cref="TriggerHost"/> whose listener gave up, after a pause.</summary>
public sealed partial class TriggerService(Func<TriggerHost> create, TimeProvider time, ILogger<TriggerService> logger) : IDisposable
{
    private static readonly TimeSpan GiveUpPeriod = TimeSpan.FromSeconds(10);

    private readonly RestartPause pause = new(time);
    private readonly CancellationTokenSource stopping = new();
    private readonly TaskCompletionSource<CancellationToken> stop = new();
    private Task loop = Task.CompletedTask;

    /// <summary>Triggers start in the background: a timer that runs at start would hold up everything else.</summary>
    public void Start() => loop = RunAsync();

    /// <summary>Receives nothing more and waits for running functions. When <paramref name="patience"/> ends they are cancelled.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        stop.TrySetResult(patience);
        await stopping.CancelAsync();
        await loop;
    }

    public void Dispose() => stopping.Dispose();

    private async Task RunAsync()
    {
        while (!stop.Task.IsCompleted)
        {
            pause.Started();
            using var host = create();
            var starting = host.StartAsync(stopping.Token);
            if (await Task.WhenAny(stop.Task, host.Fault) == stop.Task)
            {
                await host.StopAsync(await stop.Task);
                await starting;
                return;
            }

            var wait = pause.Next();
            LogFault(wait, await host.Fault);
            await GiveUpAsync(host);
            await Task.Delay(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>
    /// Other triggers of the host are waiting for its replacement, so running functions do not get as long as at the end.
    /// </summary>
    private async Task GiveUpAsync(TriggerHost host)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stopping.Token);
        patience.CancelAfter(GiveUpPeriod);
        await host.StopAsync(patience.Token);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Triggers stopped. Restarting in: {Pause}")]
    private partial void LogFault(TimeSpan pause, Exception fault);
}
