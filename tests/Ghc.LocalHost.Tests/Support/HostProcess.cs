using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using Ghc.Storage.Emulation;

namespace Ghc.LocalHost.Tests.Support;

/// <summary>The host as its users start it, so that it can be killed as the kernel kills.</summary>
internal sealed class HostProcess : IAsyncDisposable
{
    private readonly Process process;
    private readonly ConcurrentQueue<string> output = new();

    private HostProcess(Process process, int port)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = new Uri($"http://localhost:{port}") };
        process.OutputDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.ErrorDataReceived += (_, line) => output.Enqueue(line.Data ?? "");
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public HttpClient Client { get; }

    public int Id => process.Id;

    public string Output => string.Join('\n', output);

    public static async Task<HostProcess> StartAsync(Dictionary<string, string> settings, params string[] options)
    {
        var port = FreePorts.Take();
        var file = await SampleApp.WriteSettingsAsync(settings);
        var start = new ProcessStartInfo(
            "dotnet",
            [typeof(LocalHost).Assembly.Location, SampleApp.Folder, "--port", $"{port}", "--settings", file, .. options]
        )
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        var host = new HostProcess(Process.Start(start) ?? throw new InvalidOperationException("dotnet could not be started."), port);
        await Until.TrueAsync(() =>
            host.process.HasExited
                ? throw new InvalidOperationException(host.Output)
                : host.Output.Contains("Serving", StringComparison.Ordinal)
        );
        File.Delete(file);
        return host;
    }

    /// <summary>The process id of the worker.</summary>
    public async Task<int> WorkerIdAsync() =>
        int.Parse(await Client.GetStringAsync("api/process", TestContext.Current.CancellationToken), CultureInfo.InvariantCulture);

    /// <summary>Sends a signal, for example TERM, to any process.</summary>
    public static async Task SignalAsync(string signal, int id)
    {
        using var kill = Process.Start("kill", [$"-{signal}", $"{id}"]);
        await kill.WaitForExitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(0, kill.ExitCode);
    }

    /// <summary>False also for a process that ended and was not yet collected by its parent.</summary>
    public static async Task<bool> IsRunningAsync(int id)
    {
        using var list = Process.Start(new ProcessStartInfo("ps", ["-o", "stat=", "-p", $"{id}"]) { RedirectStandardOutput = true })!;
        var state = await list.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        return state.Trim() is { Length: > 0 } text && !text.StartsWith('Z');
    }

    public async Task<int> ExitCodeAsync()
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        await process.WaitForExitAsync(patience.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
        Client.Dispose();
    }
}
