using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Ghc.Functions.Tests.Support;

[assembly: AssemblyFixture(typeof(Azurite))]

namespace Ghc.Functions.Tests.Support;

/// <summary>
/// A real storage emulator, one for all tests; each test takes an account of its own from it and so never meets the data of another.
/// A test that stops the emulator starts one for itself.
/// </summary>
public sealed class Azurite : IAsyncLifetime
{
    private const int Accounts = 1000;

    // Ends the emulator in an orderly way when our end of its input closes, so it can never outlive the tests, even if they crash.
    private const string EndWithParent = "data:text/javascript,process.stdin.resume().on('end',()=>process.emit('SIGTERM'))";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("ghc-azurite-").FullName;
    private readonly ConcurrentQueue<(string Name, string Key)> accounts = new(Enumerable.Range(1, Accounts)
        .Select(n => ($"test{n}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))));
    private readonly string accountList;
    private readonly int[] ports = FreePorts(3);
    private Process? process;

    public Azurite() => accountList = string.Join(';', accounts.Select(a => $"{a.Name}:{a.Key}"));

    /// <summary>The folder of GhcFunctions.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>A connection string for an account that nobody else uses.</summary>
    public string NewAccount()
    {
        if (!accounts.TryDequeue(out var account))
            throw new InvalidOperationException($"More than {Accounts} accounts were asked for; raise Azurite.Accounts.");
        return $"DefaultEndpointsProtocol=http;AccountName={account.Name};AccountKey={account.Key};"
            + $"BlobEndpoint={Endpoint(0)}{account.Name};QueueEndpoint={Endpoint(1)}{account.Name};TableEndpoint={Endpoint(2)}{account.Name};";
    }

    /// <summary>Starts on the same ports and data as before.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(Command()) ?? throw new InvalidOperationException("node could not be started.");
        var output = Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        using var patience = new CancellationTokenSource(Patience);
        foreach (var port in ports)
        {
            while (!await AcceptsAsync(port))
            {
                if (process.HasExited)
                    throw new InvalidOperationException("Azurite ended at once: " + string.Join('\n', await output));
                await Task.Delay(50, patience.Token);
            }
        }
    }

    /// <summary>Stops in an orderly way, keeping the data.</summary>
    public async Task StopAsync()
    {
        if (process is null)
            return;
        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
            process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync(CancellationToken.None);
        process.Dispose();
        process = null;
    }

    async ValueTask IAsyncLifetime.InitializeAsync() => await StartAsync();

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Endpoint(int service) => $"http://127.0.0.1:{ports[service]}/";

    private ProcessStartInfo Command()
    {
        var script = Path.Combine(RepositoryRoot, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script))
            throw new InvalidOperationException($"The storage emulator is not installed: run `npm ci` in {RepositoryRoot}.");
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
            RedirectStandardError = true,
            Environment = { ["AZURITE_ACCOUNTS"] = accountList },
        };
    }

    private static async Task<bool> AcceptsAsync(int port)
    {
        using var client = new TcpClient();
        try
        {
            await client.ConnectAsync(IPAddress.Loopback, port);
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
        listeners.ForEach(l => l.Start());
        var free = listeners.Select(l => ((IPEndPoint)l.LocalEndpoint).Port).ToArray();
        listeners.ForEach(l => l.Dispose());
        return free;
    }

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GhcFunctions.sln")))
                return folder.FullName;
        }
        throw new InvalidOperationException("GhcFunctions.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
