using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using System.Text.Json;
using Ghc.Storage.Emulation;

namespace Ghc.Bench.Servers;

/// <summary>A function app on the local host: a process for the host, which starts one for the worker. Both end with this object.</summary>
internal sealed class ServedApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly ConcurrentQueue<string?> log = new();
    private readonly Process host;
    private readonly HttpClient client;

    private ServedApp(Process host, int port)
    {
        this.host = host;
        client = new HttpClient { BaseAddress = new Uri($"http://127.0.0.1:{port}") };
        host.OutputDataReceived += (_, line) => log.Enqueue(line.Data);
        host.BeginOutputReadLine();
    }

    public int HostId => host.Id;

    /// <summary>What host and worker have said so far.</summary>
    public string Log => string.Join('\n', log);

    /// <summary>From the start of the host to the first answer of a function.</summary>
    public TimeSpan FirstAnswer { get; private set; }

    public TimeSpan HostCpu()
    {
        host.Refresh();
        return host.TotalProcessorTime;
    }

    public static async Task<ServedApp> StartAsync(
        PublishedApp app,
        IReadOnlyDictionary<string, string?> settings,
        CancellationToken cancellation
    )
    {
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new { IsEncrypted = false, Values = settings }), cancellation);
        var port = FreePorts.Take();
        var started = Stopwatch.GetTimestamp();
        var host =
            Process.Start(
                new ProcessStartInfo("dotnet", [app.Host, app.Folder, "--port", $"{port}", "--settings", file])
                {
                    RedirectStandardOutput = true,
                }
            ) ?? throw new InvalidOperationException("dotnet could not be started.");
        var served = new ServedApp(host, port);
        try
        {
            await served.WaitAsync(app.FirstPath, started, cancellation);
            return served;
        }
        catch
        {
            await served.DisposeAsync();
            throw;
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Whatever is answered.</summary>
    public Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        client.SendAsync(request, cancellation);

    /// <summary>The whole answer. One that is no success is not measured but reported.</summary>
    public async Task<byte[]> CallAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var sent = request;
        using var answer = await client.SendAsync(sent, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException(
                $"{request.RequestUri} answered {(int)answer.StatusCode}: {Encoding.UTF8.GetString(body)}\n{Log}"
            );
    }

    /// <summary>A killed host takes its worker with it.</summary>
    public async ValueTask DisposeAsync()
    {
        host.Kill();
        await host.WaitForExitAsync(CancellationToken.None);
        host.Dispose();
        client.Dispose();
    }

    private async Task WaitAsync(string path, long started, CancellationToken cancellation)
    {
        while (!await AnswersAsync(path, cancellation))
        {
            if (host.HasExited || Stopwatch.GetElapsedTime(started) > Patience)
            {
                throw new InvalidOperationException("A measured app does not answer: " + Log);
            }

            await Task.Delay(1, cancellation);
        }

        FirstAnswer = Stopwatch.GetElapsedTime(started);
    }

    private async Task<bool> AnswersAsync(string path, CancellationToken cancellation)
    {
        try
        {
            using var answer = await client.GetAsync(path, cancellation);
            return answer.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
