using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Ghc.Functions.Tests.Processes;

/// <summary>A port in front of another one, which can be cut off and joined again as a network does.</summary>
internal sealed class FaultyPort : IAsyncDisposable
{
    private readonly int target;
    private readonly ConcurrentBag<TcpClient> open = [];
    private TaskCompletionSource answers = new();
    private TcpListener listener;
    private Task accepting;

    public FaultyPort(int target)
    {
        this.target = target;
        answers.SetResult();
        listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        Port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    public int Port { get; }

    /// <summary>Breaks what is open and refuses what comes.</summary>
    public async Task CutAsync()
    {
        listener.Stop();
        await accepting;
        while (open.TryTake(out var client))
        {
            client.Dispose();
        }
    }

    /// <summary>Takes connections after a cut and lets nothing through until <see cref="Join"/>.</summary>
    public void Hang()
    {
        answers = new TaskCompletionSource();
        Listen();
    }

    public void Join()
    {
        if (answers.Task.IsCompleted)
        {
            Listen();
        }

        answers.TrySetResult();
    }

    private void Listen()
    {
        listener = new TcpListener(IPAddress.Loopback, Port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync()
    {
        answers.TrySetResult();
        await CutAsync();
    }

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var near = await from.AcceptTcpClientAsync();
                var far = new TcpClient();
                open.Add(near);
                open.Add(far);
                _ = PassAsync(near, far, answers.Task);
            }
        }
        catch (Exception end) when (end is SocketException or ObjectDisposedException)
        {
            // The listener was stopped.
        }
    }

    private async Task PassAsync(TcpClient near, TcpClient far, Task answers)
    {
        try
        {
            await answers;
            await far.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAny(near.GetStream().CopyToAsync(far.GetStream()), far.GetStream().CopyToAsync(near.GetStream()));
        }
        catch (Exception end) when (end is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut off, or the service itself is away.
        }
        finally
        {
            near.Dispose();
            far.Dispose();
        }
    }
}
