using System.Reflection;
using Ghc.LocalWorker;
using Ghc.LocalWorker.Http;
using Ghc.LocalWorker.Queues;
using Ghc.LocalWorker.Timers;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>
/// Builds a function app that runs by itself on one machine. It is a <see cref="WebApplicationBuilder"/> underneath, so
/// everything that finds the host of a web app (WebApplicationFactory, startup filters, <c>--urls</c>) finds this one too.
/// </summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder
{
    private const long MaxRequestBodyBytes = 1024 * 1024;

    private readonly WebApplicationBuilder web;

    internal FunctionsApplicationBuilder(string[] args)
    {
        web = WebApplication.CreateBuilder(args);
        LocalSettings.AddTo(web.Configuration, web.Environment.ContentRootPath, args);
        if (string.IsNullOrEmpty(web.Configuration[WebHostDefaults.ServerUrlsKey]))
            web.WebHost.UseUrls($"http://localhost:{web.Configuration["GHC_PORT"] ?? "7071"}");
        web.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = MaxRequestBodyBytes;
        });
        web.Services.Configure<HostOptions>(options => options.ShutdownTimeout = TimeSpan.FromSeconds(30));
    }

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)web).Properties;

    public ConfigurationManager Configuration => web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => web.Configuration;

    public IHostEnvironment Environment => web.Environment;

    public ILoggingBuilder Logging => web.Logging;

    public IMetricsBuilder Metrics => web.Metrics;

    public IServiceCollection Services => web.Services;

    internal bool ServesHttp { get; set; }

    /// <summary>Classes to look for functions in, instead of the whole app; lets a test run a few functions of its own.</summary>
    internal IReadOnlyList<Type>? FunctionClasses { get; set; }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)web).ConfigureContainer(factory, configure);

    /// <summary>Finds and checks the functions; throws <see cref="InvalidOperationException"/> that lists what is wrong with them.</summary>
    public IHost Build()
    {
        var catalog = FunctionCatalog.Of(FunctionClasses ?? AppClasses()).Enabled(web.Configuration);
        if (catalog.Http.Count > 0 && !ServesHttp)
            throw new InvalidOperationException("The app has HTTP functions, so it must call ConfigureFunctionsWebApplication().");

        web.Services.AddSingleton(catalog);
        foreach (var functions in catalog.Classes)
            web.Services.TryAddTransient(functions);
        web.Services.AddSingleton(services => HostSettings.Read(services.GetRequiredService<IConfiguration>()));
        // Last of all, so that triggers start after the app's own services and stop before them.
        web.Services.AddHostedService<QueuePumps>();
        web.Services.AddHostedService<TimerLoops>();
        var app = web.Build();
        HttpFunctions.Map(app, catalog.Http, app.Services.GetRequiredService<HostSettings>().RoutePrefix);
        return app;
    }

    // Not Assembly.GetEntryAssembly(): under WebApplicationFactory that is the test program, while the name is always the app's.
    // Public classes only: the others, three in four, are mostly what the compiler made of lambdas and async methods, and loading them takes longer than all reading.
    private Type[] AppClasses() => Assembly.Load(new AssemblyName(web.Environment.ApplicationName)).GetExportedTypes();
}
