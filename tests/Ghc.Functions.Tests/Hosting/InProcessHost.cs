using System.Net;
using Azure.Core.Pipeline;
using Ghc.Functions.Tests.Support;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Http;
using Ghc.LocalHost.Protocol;
using Ghc.LocalHost.Workers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Ghc.Functions.Tests.Hosting;

/// <summary>
/// The Functions host of one app under test. The app is the real worker in this process and talks to this host over gRPC, as in Azure; only
/// the hop of HTTP from host to worker is missing, because the host's part of a request is a middleware in front of the worker's. Queues
/// are read when something was sent, not by polling, so that an idle app costs nothing; the listeners of the WebJobs SDK are tested with
/// tools/Ghc.LocalHost.
/// </summary>
public sealed class InProcessHost : IStartupFilter, IHostedService, IAsyncDisposable
{
    /// <summary>One gRPC server for all apps of the process; they are told apart by the ids of their workers.</summary>
    private static readonly Lazy<Task<WorkerServer>> Server = new(StartServerAsync);

    private static readonly IReadOnlyList<FunctionMetadata> AppFunctions = FunctionMetadata.ReadAll(AppContext.BaseDirectory);

    private readonly AppSettings settings;
    private readonly TimeProvider clock;
    private readonly WorkerChannel worker;
    private readonly HttpRoutes routes;
    private IReadOnlyList<IAsyncDisposable> triggers = [];
    private readonly WorkerServer server;

    /// <param name="clock">What timers go by.</param>
    public InProcessHost(AppSettings settings, TimeProvider clock)
    {
        (this.settings, this.clock) = (settings, clock);
        var functions = AppFunctions
            .Where(function => settings.Values.GetValueOrDefault($"AzureWebJobs.{function.Name}.Disabled") != "true")
            .ToList();
        worker = new WorkerChannel(Guid.NewGuid().ToString(), AppContext.BaseDirectory, functions, NullLoggerFactory.Instance);
        routes = new HttpRoutes(functions, prefix: "");
        server = Server.Value.GetAwaiter().GetResult();
        server.Expect(worker);
    }

    /// <summary>What the worker is told at its start.</summary>
    public IEnumerable<KeyValuePair<string, string>> WorkerSettings =>
        [
            new("Functions:Worker:HostEndpoint", server.Address.ToString()),
            new("Functions:Worker:WorkerId", worker.WorkerId),
            new("Functions:Worker:RequestId", Guid.NewGuid().ToString()),
            new("Functions:Worker:GrpcMaxMessageLength", $"{WorkerChannel.MaxMessageLength}"),
        ];

    public void AddTo(IServiceCollection services)
    {
        services.AddSingleton<HttpPipelinePolicy>(new QueueBells());

        // The worker chooses one port per process; apps of one process need one each.
        services.Configure<KestrelServerOptions>(kestrel => kestrel.Listen(IPAddress.Loopback, 0));

        // In front of everything that the app puts into its pipeline, as the host is.
        services.Insert(0, ServiceDescriptor.Singleton<IStartupFilter>(this));
        services.AddSingleton<IHostedService>(this);
    }

    /// <summary>Runs a timer or queue function as the host does.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> InvokeAsync(string function, TypedData input, CancellationToken cancellation)
    {
        await worker.Ready.WaitAsync(cancellation);
        var result = await worker.InvokeAsync(function, input, [], Guid.NewGuid().ToString(), cancellation);
        return result.Status == StatusResult.Types.Status.Success;
    }

    /// <summary>Ends timers and readers of queues, once what they are working on is done.</summary>
    public async Task StopTriggersAsync()
    {
        foreach (var trigger in Interlocked.Exchange(ref triggers, []))
        {
            await trigger.DisposeAsync();
        }
    }

    public void CloseStream() => worker.Dispose();

    Action<IApplicationBuilder> IStartupFilter.Configure(Action<IApplicationBuilder> next) =>
        app =>
        {
            app.Use(ServeAsync);
            next(app);
        };

    async Task IHostedService.StartAsync(CancellationToken cancellationToken)
    {
        await Provisioning.CreateAsync(settings);
        triggers = [.. worker.Functions.SelectMany(TriggersOf)];
    }

    Task IHostedService.StopAsync(CancellationToken cancellationToken) => StopTriggersAsync();

    public async ValueTask DisposeAsync()
    {
        await StopTriggersAsync();
        worker.Dispose();
    }

    private static async Task<WorkerServer> StartServerAsync()
    {
        // Read by the worker to find functions.metadata and host.json, which stand beside the tests.
        Environment.SetEnvironmentVariable("FUNCTIONS_APPLICATION_DIRECTORY", AppContext.BaseDirectory);
        var server = new WorkerServer();
        await server.StartAsync(CancellationToken.None);
        return server;
    }

    private IEnumerable<IAsyncDisposable> TriggersOf(FunctionMetadata function) =>
        function.Trigger switch
        {
            var trigger when trigger.Is(FunctionBinding.Queue) => [new QueueReader(settings.Storage, function, this, settings)],
            var trigger when trigger.Is(FunctionBinding.Timer) => [new TimerRunner(function, this, clock)],
            _ => [],
        };

    private async Task ServeAsync(HttpContext context, RequestDelegate next)
    {
        if (context.Request.Path == "/local/sms")
        {
            await settings.Sms.Texts.ListAsync(context);
            return;
        }

        if (context.Request.Path == "/local/email")
        {
            await settings.Sms.Texts.ListEmailsAsync(context);
            return;
        }

        await worker.Ready;
        await HttpInvocation.RunAsync(context, routes, worker, () => next(context));
    }
}
