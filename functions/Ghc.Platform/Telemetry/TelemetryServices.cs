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
/// Traces, metrics and logs, to an OpenTelemetry collector, to Azure Monitor, to both, or to nobody: then nothing is started, because a traveler waits for
/// the start of an instance.
/// </summary>
public static class TelemetryServices
{
    /// <summary>As OpenTelemetry names it; its exporter reads it, and all other OTEL_ settings, itself.</summary>
    public const string Collector = "OTEL_EXPORTER_OTLP_ENDPOINT";

    public const string AzureMonitor = "APPLICATIONINSIGHTS_CONNECTION_STRING";

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

        Start(services, collector, azure);
        return true;
    }

    /// <summary>A method of its own, so that the libraries are not even loaded where nobody listens.</summary>
    private static void Start(IServiceCollection services, bool collector, string? azure)
    {
        // With the worker's defaults the Functions host knows that the app exports its own logs, and does not export them a second time. host.json says the same
        // of the host ("telemetryMode"). Requests are spans of the host, so no instrumentation of ASP.NET Core reports them again.
        var telemetry = services.AddOpenTelemetry()
            .UseFunctionsWorkerDefaults()
            .ConfigureResource(resource => resource.AddService("ghc"))
            .WithTracing(tracing => tracing.AddSource(Instrumentation.Name).AddHttpClientInstrumentation())
            .WithMetrics(metrics => metrics.AddMeter(Instrumentation.Name))
            .WithLogging();
        if (collector)
        {
            telemetry.UseOtlpExporter();
        }

        if (azure is { Length: > 0 })
        {
            AddAzure(telemetry, azure);
        }
    }

    /// <summary>With the app's identity: the connection string alone opens nothing (infra turns local authentication off).</summary>
    private static void AddAzure(IOpenTelemetryBuilder telemetry, string connectionString)
    {
        telemetry.Services.AddOptions<AzureMonitorExporterOptions>().Configure<TokenCredential>((options, credential) =>
        {
            options.ConnectionString = connectionString;
            options.Credential = credential;
        });
        telemetry.WithTracing(tracing => tracing.AddAzureMonitorTraceExporter());
        telemetry.WithMetrics(metrics => metrics.AddAzureMonitorMetricExporter());
        telemetry.WithLogging(logging => logging.AddAzureMonitorLogExporter());
    }
}
