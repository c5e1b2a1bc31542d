using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ghc.Functions.Tests.Support;
using Ghc.Storage.Emulation;

namespace Ghc.Functions.Tests.Processes;

/// <summary>The executable itself, as operators start it, so that it can be killed as the kernel kills.</summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process process;

    private AppProcess(Process process, HttpClient client) => (this.process, Client) = (process, client);

    public HttpClient Client { get; }

    public static async Task<AppProcess> StartAsync(AppSettings settings)
    {
        var port = FreePorts.Take();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { IsEncrypted = false, settings.Values }));
        var start = new ProcessStartInfo("dotnet", [typeof(Features).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["GHC_PORT"] = $"{port}",
                ["GHC_SETTINGS"] = file,
                ["LocalWorker__QueueLease"] = "00:00:02",
                ["Logging__LogLevel__Default"] = "Warning",
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var app = new AppProcess(process, new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") });
        await Wait.UntilAsync(async () => process.HasExited
            ? throw new InvalidOperationException($"The app ended with {process.ExitCode}.")
            : await app.HealthAsync() == HttpStatusCode.OK);
        File.Delete(file);
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

    /// <summary>SIGKILL: nothing of it runs on, not even a finally.</summary>
    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Client.Dispose();
    }
}
