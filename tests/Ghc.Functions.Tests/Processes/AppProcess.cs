using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Cli;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Support;
using Ghc.LocalHost;
using Ghc.Storage.Emulation;

namespace Ghc.Functions.Tests.Processes;

/// <summary>The app in a process of its own, started by the local host as `make run` starts it, so that it can be killed as the kernel kills.</summary>
internal sealed partial class AppProcess : IAsyncDisposable
{
    private readonly Process host;
    private readonly ConcurrentQueue<string> output = new();

    private AppProcess(Process host, int port)
    {
        this.host = host;
        Client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        host.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        host.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        host.BeginOutputReadLine();
        host.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    private string Output => string.Join('\n', output);

    public static async Task<AppProcess> StartAsync(AppSettings settings)
    {
        await Provisioning.CreateAsync(settings);
        using var files = new Files();
        return await StartAsync(files.WriteSettings(new Dictionary<string, string>(settings.Values) { ["AzureWebJobsStorage"] = settings.Storage }));
    }

    /// <param name="options">Further options of the host.</param>
    public static async Task<AppProcess> StartAsync(string settingsFile, params string[] options)
    {
        // All that the build of the app writes is beside the tests, too.
        var port = FreePorts.Take();
        var start = new ProcessStartInfo(
            "dotnet", [typeof(LocalHostOptions).Assembly.Location, AppContext.BaseDirectory, "--port", $"{port}", "--settings", settingsFile, .. options])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var app = new AppProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started."), port);
        await Wait.UntilAsync(() => app.host.HasExited ? throw new InvalidOperationException(app.Output) : app.Output.Contains("Serving", StringComparison.Ordinal));
        return app;
    }

    /// <summary>Null if nobody answers.</summary>
    public async Task<HttpStatusCode?> HealthAsync()
    {
        try
        {
            using var answer = await Client.GetAsync("api/health", TestContext.Current.CancellationToken);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    /// <summary>SIGKILL for the app alone: nothing of it runs on, not even a finally. The host starts it again.</summary>
    public void KillWorker()
    {
        using var worker = Process.GetProcessById(int.Parse(WorkerReady().Matches(Output).Last().Groups["id"].Value, CultureInfo.InvariantCulture));
        worker.Kill();
    }

    /// <summary>SIGKILL for the host, with which its worker ends.</summary>
    public async ValueTask DisposeAsync()
    {
        host.Kill();
        await host.WaitForExitAsync();
        host.Dispose();
        Client.Dispose();
    }

    [GeneratedRegex(@"Worker is ready\. Process: (?<id>\d+)")]
    private static partial Regex WorkerReady();
}
