using System.IO.Pipes;
using System.Text.Json;
using Ghc.Bench.People;

namespace Ghc.Bench.Servers;

/// <summary>
/// A served app whose worker tells what it uses. It is asked through a pipe, so that neither its HTTP functions nor the host have a part in
/// that.
/// </summary>
internal sealed class MeasuredApp : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    private readonly ServedApp served;
    private readonly NamedPipeServerStream pipe;
    private readonly StreamReader reader;
    private readonly StreamWriter writer;

    private MeasuredApp(ServedApp served, NamedPipeServerStream pipe)
    {
        (this.served, this.pipe) = (served, pipe);
        (reader, writer) = (new StreamReader(pipe), new StreamWriter(pipe) { AutoFlush = true });
    }

    public int HostId => served.HostId;

    /// <inheritdoc cref="ServedApp.Log"/>
    public string Log => served.Log;

    /// <param name="rows">A file with recorded rows, for canned storage; null for the storage of the settings.</param>
    public static async Task<MeasuredApp> StartAsync(PublishedApp app, Setup setup, string? rows, CancellationToken cancellation)
    {
        var name = $"ghc-bench-{Guid.NewGuid():N}";
        var pipe = new NamedPipeServerStream(name, PipeDirection.InOut, 1, PipeTransmissionMode.Byte, PipeOptions.Asynchronous);
        var served = await ServedApp.StartAsync(app, setup.Values.Concat(WorkerProbe.Settings(name, rows)).ToDictionary(), cancellation);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        await pipe.WaitForConnectionAsync(patience.Token);
        return new MeasuredApp(served, pipe);
    }

    public async Task<Usage> UsageAsync(CancellationToken cancellation)
    {
        await writer.WriteLineAsync("usage".AsMemory(), cancellation);
        var line = await reader.ReadLineAsync(cancellation) ?? throw new InvalidOperationException("The measured worker ended.");
        return JsonSerializer.Deserialize(line, UsageJson.Default.Usage)! with { HostCpu = served.HostCpu() };
    }

    public Task<byte[]> CallAsync(HttpRequestMessage request, CancellationToken cancellation) => served.CallAsync(request, cancellation);

    public async ValueTask DisposeAsync()
    {
        await served.DisposeAsync();
        await pipe.DisposeAsync();
    }
}
