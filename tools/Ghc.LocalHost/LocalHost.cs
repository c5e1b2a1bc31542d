using System.Security.Cryptography;
using System.Text;
using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Http;
using Ghc.LocalHost.Protocol;
using Ghc.LocalHost.Texts;
using Ghc.LocalHost.Triggers;
using Ghc.LocalHost.Workers;

namespace Ghc.LocalHost;

/// <summary>Runs a function app: its worker, its HTTP functions on a port, its queue and timer functions.</summary>
public sealed class LocalHost : IAsyncDisposable
{
    /// <summary>For the worker to end by itself when nothing runs on it anymore.</summary>
    private static readonly TimeSpan WorkerGracePeriod = TimeSpan.FromSeconds(10);

    private readonly LocalHostOptions options;
    private readonly WorkerServer server;
    private readonly WorkerSupervisor workers;
    private readonly WebApplication site;
    private readonly TriggerService? triggers;

    private LocalHost(FunctionApp app, LocalHostOptions options, ILoggerFactory logging)
    {
        this.options = options;
        var texts = options.LocalTexts ? new LocalSms(options.Site, TimeProvider.System) : null;
        server = new WorkerServer(logging);
        workers = new WorkerSupervisor(
            app,
            server,
            new WorkerCommand(app, server, [.. app.Settings.Values, .. SettingsOfHost(app, texts)]),
            logging,
            TimeProvider.System
        );
        site = HttpSite.Build(options.Port, app, workers, texts, logging);
        var triggered = app.Functions.Where(function => TriggerMethods.CanRun(function.Trigger)).ToList();
        triggers =
            triggered.Count == 0
                ? null
                : new TriggerService(
                    () => new TriggerHost(HostId(app), triggered, app.Configuration, InvokeAsync, logging),
                    TimeProvider.System,
                    logging.CreateLogger<TriggerService>()
                );
    }

    /// <summary>Completes when the app serves requests. Triggers start after it.</summary>
    /// <exception cref="WorkerStartException">The worker did not become ready.</exception>
    /// <exception cref="IOException">The port is taken.</exception>
    public static async Task<LocalHost> StartAsync(
        FunctionApp app,
        LocalHostOptions options,
        ILoggerFactory logging,
        CancellationToken cancellation
    )
    {
        var host = new LocalHost(app, options, logging);
        try
        {
            await host.server.StartAsync(cancellation);
            await host.site.StartAsync(cancellation);
            await host.workers.StartAsync(cancellation);
            host.triggers?.Start();
            return host;
        }
        catch
        {
            await host.DisposeAsync();
            throw;
        }
    }

    /// <summary>
    /// Lets what runs finish within the drain period: first triggers, whose functions may still call the app; then requests; then the
    /// worker, which needs this host to end.
    /// </summary>
    public async Task StopAsync()
    {
        using var patience = new CancellationTokenSource(options.DrainPeriod);
        await (triggers?.StopAsync(patience.Token) ?? Task.CompletedTask);
        await site.StopAsync(patience.Token);
        await workers.StopAsync(WorkerGracePeriod);
    }

    public async ValueTask DisposeAsync()
    {
        triggers?.Dispose();
        await workers.DisposeAsync();
        await site.DisposeAsync();
        await server.DisposeAsync();
    }

    private IEnumerable<KeyValuePair<string, string>> SettingsOfHost(FunctionApp app, LocalSms? texts) =>
        texts is null ? [] : [new("Site__Url", options.Site.ToString().TrimEnd('/')), .. texts.SettingsFor(app)];

    /// <summary>At most 32 characters, the same at every start of the same app.</summary>
    private static string HostId(FunctionApp app) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(app.Folder)))[..32];

    private async Task InvokeAsync(
        string function,
        TypedData input,
        IEnumerable<KeyValuePair<string, string>> metadata,
        string invocationId,
        CancellationToken cancellation
    )
    {
        var worker = await workers.CurrentAsync(cancellation);
        var result = await worker.InvokeAsync(function, input, metadata, invocationId, cancellation);
        if (result.Status != StatusResult.Types.Status.Success)
        {
            throw new FunctionFailedException(function, result.Exception?.Message ?? result.Status.ToString());
        }
    }
}
