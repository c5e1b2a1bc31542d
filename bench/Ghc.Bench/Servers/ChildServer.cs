using System.Diagnostics;
using System.Text.Json;

namespace Ghc.Bench.Servers;

/// <summary>A measured process, seen from the harness.</summary>
internal sealed class ChildServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;
    private readonly HttpClient client;
    private readonly SemaphoreSlim asking = new(1);

    private ChildServer(Process process, Uri address)
    {
        this.process = process;
        client = new HttpClient { BaseAddress = address };
    }

    public int ProcessId => process.Id;

    /// <param name="role">As <c>ghc-bench serve</c> knows it.</param>
    /// <param name="rows">A file with recorded rows, for canned storage; null for the storage of the settings.</param>
    public static async Task<ChildServer> StartAsync(string role, string settings, string? rows, CancellationToken cancellation)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(ChildServer).Assembly.Location, "serve", role])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            WorkingDirectory = AppContext.BaseDirectory,
            Environment =
            {
                ["GHC_SETTINGS"] = settings,
                [ServedApp.RowsVariable] = rows,
                ["ASPNETCORE_HOSTINGSTARTUPASSEMBLIES"] = role == "app" ? typeof(ChildServer).Assembly.GetName().Name : null,
                ["Logging__LogLevel__Default"] = "Warning",
                // Its output is our line to it; what it has to complain of goes to our own error stream.
                ["Logging__Console__LogToStandardErrorThreshold"] = "Trace",
            },
        };
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started.");
        return new ChildServer(process, new Uri(await ReadAsync(process, Remote.AddressMark, cancellation)));
    }

    public async Task<Usage> UsageAsync(CancellationToken cancellation)
    {
        await asking.WaitAsync(cancellation);
        try
        {
            await process.StandardInput.WriteLineAsync("usage".AsMemory(), cancellation);
            await process.StandardInput.FlushAsync(cancellation);
            return JsonSerializer.Deserialize(await ReadAsync(process, Remote.UsageMark, cancellation), RemoteJson.Default.Usage)!;
        }
        finally
        {
            asking.Release();
        }
    }

    /// <summary>The whole answer. One that is no success is not measured but reported.</summary>
    public async Task<byte[]> CallAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        using var sent = request;
        using var answer = await client.SendAsync(sent, cancellation);
        var body = await answer.Content.ReadAsByteArrayAsync(cancellation);
        return answer.IsSuccessStatusCode
            ? body
            : throw new InvalidOperationException($"{request.RequestUri} answered {(int)answer.StatusCode}: {System.Text.Encoding.UTF8.GetString(body)}");
    }

    public async ValueTask DisposeAsync()
    {
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        process.Dispose();
        client.Dispose();
        asking.Dispose();
    }

    /// <summary>What follows the mark; other lines are logs.</summary>
    private static async Task<string> ReadAsync(Process process, string mark, CancellationToken cancellation)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        while (await process.StandardOutput.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith(mark, StringComparison.Ordinal))
            {
                return line[mark.Length..];
            }
        }

        throw new InvalidOperationException("The measured process ended.");
    }
}
