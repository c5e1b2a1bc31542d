using System.Collections.Concurrent;
using System.Runtime.ExceptionServices;
using Ghc.LocalHost.Apps;
using Microsoft.Azure.WebJobs;
using Microsoft.Azure.WebJobs.Extensions.Timers;
using Microsoft.Azure.WebJobs.Host;
using Microsoft.Azure.WebJobs.Host.Executors;
using Microsoft.Azure.WebJobs.Host.Timers;
using Microsoft.Extensions.DependencyInjection.Extensions;
using FunctionMetadata = Ghc.LocalHost.Apps.FunctionMetadata;

namespace Ghc.LocalHost.Triggers;

/// <summary>
/// Reads queues and keeps timers for the functions of an app, with the listeners of the WebJobs SDK that the real host is made of. Settings
/// of host.json apply as in Azure.
/// </summary>
/// <param name="hostId">Names locks and schedules in the storage account. Hosts with the same id share timers: each runs on one of
/// them.</param>
/// <param name="configuration">host.json below <see cref="HostJson.Section"/>, and the connections that triggers name.</param>
public sealed class TriggerHost(
    string hostId,
    IEnumerable<FunctionMetadata> functions,
    IConfiguration configuration,
    InvokeTrigger invoke,
    ILoggerFactory logging
) : IDisposable
{
    /// <summary>
    /// For a cancelled function to return, so that its message becomes visible again; otherwise the message stays leased for ten minutes.
    /// </summary>
    private static readonly TimeSpan CancelPeriod = TimeSpan.FromSeconds(2);

    private readonly CancellationTokenSource abandoned = new();
    private readonly ConcurrentDictionary<string, Task> running = new();
    private readonly TaskCompletionSource<Exception> fault = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private IHost? jobs;

    /// <summary>
    /// Completes when the start failed or a listener gave up, for example because storage is not reachable. The host must then be replaced.
    /// </summary>
    public Task<Exception> Fault => fault.Task;

    /// <summary>Completes when all listeners run and all timers that run at start are done.</summary>
    public async Task StartAsync(CancellationToken cancellation)
    {
        try
        {
            jobs = Build();
            await jobs.StartAsync(cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellation.IsCancellationRequested)
        {
            fault.TrySetResult(failure);
        }
        catch (OperationCanceledException)
        {
            // Stopped before all listeners ran.
        }
    }

    /// <summary>Receives nothing more and waits for running functions. When <paramref name="patience"/> ends they are cancelled.</summary>
    public async Task StopAsync(CancellationToken patience)
    {
        if (jobs is null)
        {
            return;
        }

        // The end of a cancelled function still gives its message back, for which the listeners need the cancel period.
        using var end = new CancellationTokenSource();
        await using var registration = patience.Register(() =>
        {
            abandoned.Cancel();
            end.CancelAfter(CancelPeriod);
        });
        var draining = jobs.Services.GetRequiredService<IDrainModeManager>().EnableDrainModeAsync(end.Token);
        await Task.WhenAll([draining, .. running.Values]).WaitAsync(end.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await jobs.StopAsync(CancellationToken.None)
            .WaitAsync(CancelPeriod, CancellationToken.None)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public void Dispose()
    {
        jobs?.Dispose();
        abandoned.Dispose();
    }

    private IHost Build() =>
        new HostBuilder()
            .UseEnvironment(Environments.Development)
            .ConfigureWebJobs(Configure, options => options.AllowPartialHostStartup = true)
            .ConfigureAppConfiguration(sources =>
            {
                // Settings of the app, and not of the folder in which this host was started.
                sources.Sources.Clear();
                sources.AddConfiguration(configuration).AddInMemoryCollection([new("AzureWebJobsConfigurationSection", HostJson.Section)]);
            })
            .Build();

    private void Configure(IWebJobsBuilder builder)
    {
        builder.AddAzureStorageCoreServices();
        builder.AddAzureStorageQueues();
        builder.AddTimers();
        builder.AddExecutionContextBinding();
        builder
            .Services.AddSingleton(logging)
            .AddSingleton<IHostLifetime, NoSignals>()
            .AddSingleton<ITypeLocator>(new TriggerMethods(functions))
            .AddSingleton<InvokeTrigger>(InvokeAsync)
            .AddSingleton<IHostIdProvider>(new HostId(hostId))
            .AddSingleton<IWebJobsExceptionHandler>(new FaultHandler(fault))
            .Replace(ServiceDescriptor.Singleton<ScheduleMonitor, BlobScheduleMonitor>());
    }

    /// <summary>
    /// The SDK would cancel a running timer function as soon as the host stops. Functions get a token of this host instead, which lets them
    /// finish first.
    /// </summary>
    private async Task InvokeAsync(
        string function,
        Protocol.TypedData input,
        IEnumerable<KeyValuePair<string, string>> metadata,
        string invocationId,
        CancellationToken cancellation
    )
    {
        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        running[invocationId] = done.Task;
        try
        {
            await invoke(function, input, metadata, invocationId, abandoned.Token);
        }
        finally
        {
            running.TryRemove(invocationId, out _);
            done.SetResult();
        }
    }

    private sealed class HostId(string id) : IHostIdProvider
    {
        public Task<string> GetHostIdAsync(CancellationToken cancellationToken) => Task.FromResult(id);
    }

    /// <summary>The SDK's own handler ends the process.</summary>
    private sealed class FaultHandler(TaskCompletionSource<Exception> fault) : IWebJobsExceptionHandler
    {
        public Task OnTimeoutExceptionAsync(ExceptionDispatchInfo exceptionInfo, TimeSpan timeoutGracePeriod) =>
            OnUnhandledExceptionAsync(exceptionInfo);

        public Task OnUnhandledExceptionAsync(ExceptionDispatchInfo exceptionInfo)
        {
            fault.TrySetResult(exceptionInfo.SourceException);
            return Task.CompletedTask;
        }
    }
}
