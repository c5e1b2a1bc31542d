using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Ghc.Bench.Reporting;

namespace Ghc.Bench.Servers;

/// <summary>A storage emulator on free ports, with its data on disk in a folder of its own, as the tests have one.</summary>
internal sealed class Emulator : IAsyncDisposable
{
    private const int Accounts = 8;

    // Ends the emulator in an orderly way when our end of its input closes, so it can never outlive the harness.
    private const string EndWithParent = "data:text/javascript,process.stdin.resume().on('end',()=>process.emit('SIGTERM'))";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("ghc-bench-").FullName;
    private readonly int[] ports = FreePorts(3);
    private readonly Queue<(string Name, string Key)> accounts =
        new(Enumerable.Range(1, Accounts).Select(n => ($"bench{n}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))));

    private Process? process;

    public static async Task<Emulator> StartAsync(CancellationToken cancellation)
    {
        var emulator = new Emulator();
        emulator.process = Process.Start(emulator.Command()) ?? throw new InvalidOperationException("node could not be started.");
        emulator.process.BeginOutputReadLine();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        foreach (var port in emulator.ports)
        {
            while (!await AcceptsAsync(port, patience.Token))
            {
                if (emulator.process.HasExited)
                {
                    throw new InvalidOperationException("The storage emulator ended at once.");
                }

                await Task.Delay(50, patience.Token);
            }
        }

        return emulator;
    }

    /// <summary>A connection string for an account that nobody else uses.</summary>
    public string NewAccount()
    {
        var (name, key) = accounts.Dequeue();
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={key};BlobEndpoint={Endpoint(0)}{name};QueueEndpoint={Endpoint(1)}{name};TableEndpoint={Endpoint(2)}{name};";
    }

    public async ValueTask DisposeAsync()
    {
        if (process is not null)
        {
            process.StandardInput.Close();
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
            await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync(CancellationToken.None);
            }

            process.Dispose();
        }

        Directory.Delete(folder, recursive: true);
    }

    private string Endpoint(int service) => $"http://127.0.0.1:{ports[service]}/";

    private ProcessStartInfo Command()
    {
        var script = Path.Combine(OutputFolders.RepositoryRoot, "node_modules", "azurite", "dist", "src", "azurite.js");
        string[] arguments =
        [
            "--import", EndWithParent, script,
            "--blobHost", "127.0.0.1", "--blobPort", $"{ports[0]}",
            "--queueHost", "127.0.0.1", "--queuePort", $"{ports[1]}",
            "--tableHost", "127.0.0.1", "--tablePort", $"{ports[2]}",
            "--location", folder, "--skipApiVersionCheck", "--disableTelemetry", "--silent",
        ];
        return new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment = { ["AZURITE_ACCOUNTS"] = string.Join(';', accounts.Select(account => $"{account.Name}:{account.Key}")) },
        };
    }

    private static async Task<bool> AcceptsAsync(int port, CancellationToken cancellation)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>All listeners are open at once, so that no port is handed out twice.</summary>
    private static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var free = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return free;
    }
}
