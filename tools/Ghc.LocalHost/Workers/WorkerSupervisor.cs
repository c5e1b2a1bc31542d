using System.ComponentModel;
using Ghc.LocalHost.Apps;

namespace Ghc.LocalHost.Workers;

/// <summary>Runs the worker of an app, and starts it again when it ends.</summary>
public sealed partial class WorkerSupervisor(
    FunctionApp app,
    WorkerServer server,
    WorkerCommand command,
    ILoggerFactory logging,
    TimeProvider time
) : IAsyncDisposable
{
    /// <summary>The real host gives a worker this long, too.</summary>
    private static readonly TimeSpan StartPeriod = TimeSpan.FromSeconds(60);

    private static readonly TimeSpan EndPeriod = TimeSpan.FromSeconds(10);

    private readonly ILogger logger = logging.CreateLogger<WorkerSupervisor>();
    private readonly RestartPause pause = new(time);
    private readonly CancellationTokenSource stopping = new();
    private readonly CancellationTokenSource killing = new();
    private volatile TaskCompletionSource<WorkerChannel> current = NewCurrent();
    private Task loop = Task.CompletedTask;

    /// <summary>Completes when the worker is ready.</summary>
    /// <exception cref="WorkerStartException">The worker ended first, or refused to load a function.</exception>
    public async Task StartAsync(CancellationToken cancellation)
    {
        loop = RunAsync();
        await CurrentAsync(cancellation);
    }

    /// <summary>
    /// The worker that runs now; while it is restarting, the next one. Work that was handed to a worker that has ended would fail at once,
    /// again and again.
    /// </summary>
    public async Task<WorkerChannel> CurrentAsync(CancellationToken cancellation)
    {
        while (true)
        {
            var known = current;
            var channel = await known.Task.WaitAsync(cancellation);
            if (!channel.Ended.IsCompleted)
            {
                return channel;
            }

            Renew(known);
        }
    }

    /// <summary>Asks the worker to end, and kills it if it has not ended after <paramref name="grace"/>.</summary>
    public async Task StopAsync(TimeSpan grace)
    {
        await stopping.CancelAsync();
        if (current.Task is { IsCompletedSuccessfully: true } running)
        {
            (await running).Terminate(grace);
            await loop.WaitAsync(grace, time).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        await killing.CancelAsync();
        await loop;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync(TimeSpan.Zero);
        stopping.Dispose();
        killing.Dispose();
    }

    private static TaskCompletionSource<WorkerChannel> NewCurrent() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Once for each worker, by the first to see that it has ended.</summary>
    private void Renew(TaskCompletionSource<WorkerChannel> known) => Interlocked.CompareExchange(ref current, NewCurrent(), known);

    private async Task RunAsync()
    {
        for (var starts = 1; !stopping.IsCancellationRequested; starts++)
        {
            pause.Started();
            var known = current;
            var why = await RunOnceAsync();
            if (starts == 1 && !known.Task.IsCompleted)
            {
                known.SetException(new WorkerStartException(why));
                return;
            }

            if (!stopping.IsCancellationRequested)
            {
                var wait = pause.Next();
                LogEnded(why, wait);
                if (known.Task.IsCompleted)
                {
                    Renew(known);
                }

                await Task.Delay(wait, time, stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    /// <summary>Runs a worker until it ends, and tells why it did.</summary>
    private async Task<string> RunOnceAsync()
    {
        var channel = new WorkerChannel(Guid.NewGuid().ToString(), app.Folder, app.Functions, logging)
        {
            FunctionTimeout = app.Host.FunctionTimeout,
        };
        server.Expect(channel);
        try
        {
            using var process = WorkerProcess.Start(command.StartInfo(channel.WorkerId), logging);
            await using var kill = killing.Token.Register(process.Kill);
            var problem = await UseAsync(channel, process);
            if (problem is not null)
            {
                process.Kill();
            }

            var exitCode = await process.Exited;
            return problem ?? $"it ended with exit code {exitCode}";
        }
        catch (Win32Exception missing)
        {
            return missing.Message;
        }
    }

    /// <summary>Offers the worker once it is ready. Returns when it has ended by itself (null), or why it must be killed.</summary>
    private async Task<string?> UseAsync(WorkerChannel channel, WorkerProcess process)
    {
        var ready = channel.Ready.WaitAsync(StartPeriod, time);
        if (await Task.WhenAny(ready, process.Exited) == process.Exited)
        {
            return null;
        }

        try
        {
            await ready;
        }
        catch (TimeoutException)
        {
            return $"it was not ready after {StartPeriod.TotalSeconds} s";
        }
        catch (InvalidOperationException refused)
        {
            return refused.Message.TrimEnd('.');
        }
        catch (WorkerLostException)
        {
            return await EndAsync(process);
        }

        current.TrySetResult(channel);
        LogReady(process.Id);
        return await Task.WhenAny(channel.Stuck, channel.Ended, process.Exited) == channel.Stuck
            ? $"the function {await channel.Stuck} did not end after its timeout"
            : await EndAsync(process);
    }

    /// <summary>A worker without a connection ends by itself, or must be killed.</summary>
    private async Task<string?> EndAsync(WorkerProcess process) =>
        await Task.WhenAny(process.Exited, Task.Delay(EndPeriod, time)) == process.Exited ? null : "its connection ended";

    [LoggerMessage(Level = LogLevel.Debug, Message = "Worker is ready. Process: {Process}")]
    private partial void LogReady(int process);

    [LoggerMessage(Level = LogLevel.Error, Message = "Worker ended. Reason: {Reason}. Restarting in: {Pause}")]
    private partial void LogEnded(string reason, TimeSpan pause);
}

/// <summary>The worker did not become ready when the host started.</summary>
public sealed class WorkerStartException(string reason) : Exception($"The worker did not start: {reason}.");
