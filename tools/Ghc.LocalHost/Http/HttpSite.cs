using Ghc.LocalHost.Apps;
using Ghc.LocalHost.Texts;
using Ghc.LocalHost.Workers;

namespace Ghc.LocalHost.Http;

/// <summary>The port on which the HTTP functions of an app are served.</summary>
internal static class HttpSite
{
    /// <summary>The limit of the real host, in bytes.</summary>
    private const long MaxRequestBodySize = 100 * 1024 * 1024;

    public static WebApplication Build(int port, FunctionApp app, WorkerSupervisor workers, LocalSms? texts, ILoggerFactory logging)
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder
            .WebHost.UseKestrelCore()
            .ConfigureKestrel(options =>
            {
                options.ListenLocalhost(port);
                options.AddServerHeader = false;
                options.Limits.MaxRequestBodySize = MaxRequestBodySize;
            });
        builder
            .Services.AddSingleton(logging)
            .AddSingleton<IHostLifetime, NoSignals>()
            .AddSingleton<WorkerForwarder>()
            .AddRoutingCore()
            .AddHttpForwarder();
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = Timeout.InfiniteTimeSpan);
        var site = builder.Build();
        site.Use((context, next) => AddHeadersAsync(context, next, app.Host.CustomHeaders));
        texts?.Map(site);
        var functions = new HttpFunctions(
            new HttpRoutes(app.Functions, app.Host.RoutePrefix),
            workers,
            site.Services.GetRequiredService<WorkerForwarder>(),
            logging.CreateLogger<HttpFunctions>()
        );
        site.MapFallback("{**path}", functions.RunAsync);
        return site;
    }

    /// <summary>customHeaders of host.json, for responses of the host too. What a function sets itself is kept.</summary>
    private static Task AddHeadersAsync(HttpContext context, RequestDelegate next, IReadOnlyDictionary<string, string> headers)
    {
        context.Response.OnStarting(() =>
        {
            foreach (var (name, value) in headers)
            {
                context.Response.Headers.TryAdd(name, value);
            }

            return Task.CompletedTask;
        });
        return next(context);
    }
}
