using System.IO.Pipes;
using System.Text.Json;
using Azure.Core.Pipeline;
using Ghc.Bench.Servers;
using Ghc.Bench.Storage;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

[assembly: HostingStartup(typeof(WorkerProbe))]

namespace Ghc.Bench.Servers;

/// <summary>
/// The harness inside a measured worker, which knows nothing of it: a startup hook of .NET loads this assembly, and ASP.NET Core's hosting
/// startup adds to the services. It counts storage calls, tells the usage of the process and, if told to, puts recorded rows where the
/// network would be.
/// </summary>
internal sealed class WorkerProbe : IHostingStartup
{
    private const string PipeVariable = "GHC_BENCH_PIPE";
    private const string RowsVariable = "GHC_BENCH_ROWS";

    /// <summary>Settings of an app, which its host gives to the worker as environment variables.</summary>
    public static Dictionary<string, string?> Settings(string pipe, string? rows) =>
        new()
        {
            ["DOTNET_STARTUP_HOOKS"] = typeof(WorkerProbe).Assembly.Location,
            ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = typeof(WorkerProbe).Assembly.GetName().Name,
            [PipeVariable] = pipe,
            [RowsVariable] = rows,
        };

    public void Configure(IWebHostBuilder builder) =>
        builder.ConfigureServices(services =>
        {
            var counter = new CallCounter();
            services.AddSingleton(counter).AddSingleton<HttpPipelinePolicy>(counter).AddHostedService<Reporter>();
            if (Environment.GetEnvironmentVariable(RowsVariable) is { Length: > 0 } file)
            {
                services.AddSingleton<HttpPipelineTransport>(
                    new RecordedRows(JsonSerializer.Deserialize<RecordedRow[]>(File.ReadAllText(file))!)
                );
            }
        });

    /// <summary>Answers each line from the pipe with a <see cref="Usage"/>.</summary>
    private sealed class Reporter(CallCounter calls) : BackgroundService
    {
        protected override async Task ExecuteAsync(CancellationToken stoppingToken)
        {
            await using var pipe = new NamedPipeClientStream(
                ".",
                Environment.GetEnvironmentVariable(PipeVariable)!,
                PipeDirection.InOut,
                PipeOptions.Asynchronous
            );
            await pipe.ConnectAsync(stoppingToken);
            using var reader = new StreamReader(pipe);
            await using var writer = new StreamWriter(pipe) { AutoFlush = true };
            while (await reader.ReadLineAsync(stoppingToken) is not null)
            {
                var usage = new Usage(Environment.CpuUsage.TotalTime, GC.GetTotalAllocatedBytes(), Environment.WorkingSet, calls.Value);
                await writer.WriteLineAsync(JsonSerializer.Serialize(usage, UsageJson.Default.Usage));
            }
        }
    }
}
