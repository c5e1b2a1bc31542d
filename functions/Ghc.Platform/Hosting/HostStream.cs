using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Ghc.Platform.Hosting;

/// <summary>
/// Stops the app when its gRPC stream from the Functions host ends, for example because the host was killed. The worker ignores the end of
/// its stream and would run forever. The gRPC client tells only diagnostic listeners that a call has ended, so this wraps the hosted
/// service that opens the stream and listens.
/// </summary>
internal sealed partial class HostStream(IHostedService worker, IHostApplicationLifetime lifetime, ILogger<HostStream> logger)
    : IHostedService,
        IObserver<DiagnosticListener>,
        IObserver<KeyValuePair<string, object?>>,
        IDisposable
{
    private const string Client = "Grpc.Net.Client";
    private const string Call = "Grpc.Net.Client.GrpcOut";
    private const string WorkerService = "Microsoft.Azure.Functions.Worker.WorkerHostedService";

    /// <summary>Diagnostic listeners hear every app in the process; this tells which app opens a stream.</summary>
    private static readonly AsyncLocal<HostStream?> Opening = new();

    private readonly List<IDisposable> subscriptions = [];
    private Activity? stream;

    public static void Watch(IServiceCollection services)
    {
        var service = services.Single(service =>
            service.ServiceType == typeof(IHostedService) && service.ImplementationType?.FullName == WorkerService
        );
        services[services.IndexOf(service)] = ServiceDescriptor.Singleton<IHostedService>(provider =>
            ActivatorUtilities.CreateInstance<HostStream>(
                provider,
                ActivatorUtilities.CreateInstance(provider, service.ImplementationType!)
            )
        );
    }

    public async Task StartAsync(CancellationToken cancellationToken)
    {
        Opening.Value = this;
        subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
        await worker.StartAsync(cancellationToken);
    }

    public Task StopAsync(CancellationToken cancellationToken) => worker.StopAsync(cancellationToken);

    public void Dispose() => subscriptions.ForEach(subscription => subscription.Dispose());

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == Client)
        {
            subscriptions.Add(value.Subscribe(this, (name, _, _) => name == Call && Opening.Value == this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (value.Key == $"{Call}.Start" && Opening.Value == this)
        {
            stream ??= Activity.Current;
        }
        else if (value.Key == $"{Call}.Stop" && stream is not null && Activity.Current == stream)
        {
            LogEnded();
            lifetime.StopApplication();
        }
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The stream from the Functions host ended; the worker stops.")]
    private partial void LogEnded();
}
