using System.Text.Json;
using Azure.Core.Pipeline;
using Ghc.Bench.Servers;
using Ghc.Bench.Storage;
using Ghc.Functions;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

[assembly: HostingStartup(typeof(ServedApp))]

namespace Ghc.Bench.Servers;

/// <summary>
/// The function app through its own entry point, in a process of its own. ASP.NET Core's hosting startups let us in from outside: the harness counts storage calls and,
/// if it is told to, puts canned answers where the network would be.
/// </summary>
internal sealed class ServedApp : IHostingStartup
{
    /// <summary>A file with <see cref="RecordedRow"/>s; without it storage is what the settings say.</summary>
    public const string RowsVariable = "GHC_BENCH_ROWS";

    public static int Run()
    {
        string[] arguments = [$"--applicationName={typeof(Features).Assembly.GetName().Name}", "--urls=http://127.0.0.1:0"];
        typeof(Features).Assembly.EntryPoint!.Invoke(null, [arguments]);
        return 0;
    }

    public void Configure(IWebHostBuilder builder) => builder.ConfigureServices(services =>
    {
        services.AddHostedService<Remote>();
        var counter = new CallCounter();
        services.AddSingleton(counter).AddSingleton<HttpPipelinePolicy>(counter);
        if (Environment.GetEnvironmentVariable(RowsVariable) is { Length: > 0 } file)
        {
            services.AddSingleton<HttpPipelineTransport>(Recorded(file));
        }
    });

    public static RecordedRows Recorded(string file) => new(JsonSerializer.Deserialize<RecordedRow[]>(File.ReadAllText(file))!);
}
