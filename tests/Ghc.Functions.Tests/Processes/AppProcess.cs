using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Ghc.Functions.Tests.Hosting;
using Ghc.Functions.Tests.Support;
using Ghc.Storage.Emulation;

namespace Ghc.Functions.Tests.Processes;

/// <summary>
/// The app on the local host, in processes of their own, so that they can be killed as the kernel kills. The worker ends with its host.
/// </summary>
internal sealed class AppProcess : IAsyncDisposable
{
    private readonly Process process;

    private AppProcess(Process process, HttpClient client) => (this.process, Client) = (process, client);

    public HttpClient Client { get; }

    /// <param name="arguments">More for the local host.</param>
    public static async Task<AppProcess> StartAsync(AppSettings settings, params string[] arguments)
    {
        await Provisioning.CreateAsync(settings);
        var port = FreePorts.Take();
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(
            file,
            JsonSerializer.Serialize(
                new
                {
                    IsEncrypted = false,
                    Values = new Dictionary<string, string>(settings.Values) { ["AzureWebJobsStorage"] = settings.Storage },
                }
            )
        );
        var start = new ProcessStartInfo(
            "dotnet",
            [
                Path.Combine(AppContext.BaseDirectory, "ghc-local-host.dll"),
                AppContext.BaseDirectory,
                "--port",
                $"{port}",
                "--settings",
                file,
                .. arguments,
            ]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var app = new AppProcess(process, new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") });
        await Wait.UntilAsync(async () =>
            process.HasExited
                ? throw new InvalidOperationException($"The app ended with {process.ExitCode}.")
                : await app.HealthAsync() == HttpStatusCode.OK
        );
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
