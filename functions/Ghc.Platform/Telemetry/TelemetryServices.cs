using System.Reflection;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Monitor.OpenTelemetry.Exporter;
using Microsoft.Azure.Functions.Worker.OpenTelemetry;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Logs;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Ghc.Platform.Telemetry;

/// <summary>
/// Traces, metrics and logs, to an OpenTelemetry collector, to Azure Monitor, to both, or to nobody: then nothing is started, because a
/// traveler waits for the start of an instance.
/// </summary>
public static class TelemetryServices
{
    /// <summary>As OpenTelemetry names it; its exporter reads it, and all other OTEL_ settings, itself.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";

    /// <summary>Meters of .NET and ASP.NET Core: memory, threads, requests, connections.</summary>
    private static readonly string[] Framework =
    [
        "System.Runtime",
        "System.Net.Http",
        "Microsoft.AspNetCore.Hosting",
        "Microsoft.AspNetCore.Server.Kestrel",
    ];

    /// <summary>As the build names it.</summary>
    private static string Version =>
        typeof(TelemetryServices).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "";

    /// <returns>Whether anybody listens.</returns>
    public static bool AddTelemetry(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton<HttpPipelinePolicy, StorageMeter>();
        var collector = configuration[Collector] is { Length: > 0 };
        var azure = configuration[AzureMonitor];
        if (!collector && string.IsNullOrEmpty(azure))
        {
            return false;
        }

        Start(services, collector, azure, configuration.GetValue("Telemetry:SampleRatio", 1.0));
        return true;
    }

    /// <summary>A method of its own, so that the libraries are not even loaded where nobody listens.</summary>
    private static void Start(IServiceCollection services, bool collector, string? azure, double ratio)
    {
        // With the worker's defaults the Functions host knows that the app exports its own logs, and does not export them a second time.
        // host.json says the same of the host ("telemetryMode"). Requests are spans of the host, so no instrumentation of ASP.NET Core
        // reports them again.
        var telemetry = services
            .AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .ConfigureResource(resource => resource.AddService("ghc", serviceVersion: Version))
            .WithTracing(tracing => tracing.AddSource(Instrumentation.Name).AddHttpClientInstrumentation().AddProcessor<SpanProcessor>())
            .WithMetrics(metrics => metrics.AddMeter(Instrumentation.Name).AddMeter(Framework))
            .WithLogging(logging => logging.AddProcessor<LogProcessor>(), options => options.IncludeFormattedMessage = true);
        services.AddSingleton<SpanProcessor>().AddSingleton<LogProcessor>();
        if (collector)
        {
            telemetry.UseOtlpExporter();
        }

        if (azure is { Length: > 0 })
        {
            AddAzure(telemetry, azure);
        }

        // After the exporters, or Azure Monitor's would set a sampler of its own: five traces a second, whatever they are.
        services.ConfigureOpenTelemetryTracerProvider((_, tracing) => tracing.SetSampler(new TraceSampler(Math.Clamp(ratio, 0, 1))));
    }

    /// <summary>With the app's identity: the connection string alone opens nothing (infra turns local authentication off).</summary>
    private static void AddAzure(IOpenTelemetryBuilder telemetry, string connectionString)
    {
        telemetry
            .Services.AddOptions<AzureMonitorExporterOptions>()
            .Configure<TokenCredential>(
                (options, credential) =>
                {
                    options.ConnectionString = connectionString;
                    options.Credential = credential;
                    options.TracesPerSecond = null;
                    options.SamplingRatio = 1;

                    // What went wrong is said in logs also where its trace is not kept.
                    options.EnableTraceBasedLogsSampler = false;
                }
            );
        telemetry.WithTracing(tracing => tracing.AddAzureMonitorTraceExporter());
        telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter());
        telemetry.WithLogging(logging => logging.AddAzureMonitorLogExporter());
    }
}
