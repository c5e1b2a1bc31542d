using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace Ghc.Storage.Emulation;

/// <summary>
/// A storage emulator (Azurite) on free ports, with its data on disk in a folder of its own, and accounts for whoever wants storage that
/// nobody else writes to. The bench compiles this file too.
/// </summary>
internal sealed class Emulator(int count, string prefix = "account") : IAsyncDisposable
{
    // Ends the emulator in an orderly way when our end of its input closes, so it can never outlive us, even if we crash. A number on its
    // input moves its clock.
    private static readonly string EndWithParent =
        "data:text/javascript,"
        + Uri.EscapeDataString(
            """
            const Real = Date;
            let ahead = 0;
            globalThis.Date = class extends Real {
              constructor(...given) { if (given.length) super(...given); else super(Real.now() + ahead); }
              static now() { return Real.now() + ahead; }
            };
            process.stdin.on('data', milliseconds => { ahead += Number(milliseconds); }).on('end', () => process.emit('SIGTERM'));
            """
        );

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly string folder = Directory.CreateTempSubdirectory("ghc-azurite-").FullName;
    private readonly int[] ports = [FreePorts.Take(), FreePorts.Take(), FreePorts.Take()];
    private readonly (string Name, string Key)[] accounts =
    [
        .. Enumerable.Range(1, count).Select(n => ($"{prefix}{n}", Convert.ToBase64String(RandomNumberGenerator.GetBytes(32)))),
    ];
    private int taken;
    private Process? process;

    /// <summary>The folder of GhcFunctions.sln.</summary>
    public static string RepositoryRoot { get; } = FindRoot();

    /// <summary>A connection string for an account that nobody else uses.</summary>
    public string NewAccount()
    {
        var n = Interlocked.Increment(ref taken);
        if (n > accounts.Length)
        {
            throw new InvalidOperationException($"More than {accounts.Length} accounts were asked for.");
        }

        var (name, key) = accounts[n - 1];
        return $"DefaultEndpointsProtocol=http;AccountName={name};AccountKey={key};"
            + $"BlobEndpoint={Endpoint(0)}{name};QueueEndpoint={Endpoint(1)}{name};TableEndpoint={Endpoint(2)}{name};";
    }

    /// <summary>Starts; the second time on the same ports and data as before.</summary>
    public async Task StartAsync(CancellationToken cancellation = default)
    {
        process = Process.Start(Command()) ?? throw new InvalidOperationException("node could not be started.");
        var output = Task.WhenAll(
            process.StandardOutput.ReadToEndAsync(CancellationToken.None),
            process.StandardError.ReadToEndAsync(CancellationToken.None)
        );
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        foreach (var port in ports)
        {
            while (!await AcceptsAsync(port, patience.Token))
            {
                if (process.HasExited)
                {
                    throw new InvalidOperationException("Azurite ended at once: " + string.Join('\n', await output));
                }

                await Task.Delay(50, patience.Token);
            }
        }
    }

    /// <summary>Moves the emulator's clock, which decides when a message that somebody received becomes visible again.</summary>
    public async Task AdvanceAsync(TimeSpan time)
    {
        await process!.StandardInput.WriteLineAsync($"{(long)time.TotalMilliseconds}");
        await process.StandardInput.FlushAsync();
    }

    public int ProcessId => process!.Id;

    /// <summary>Stops in an orderly way, keeping the data.</summary>
    public async Task StopAsync()
    {
        if (process is null)
        {
            return;
        }

        process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        await process.WaitForExitAsync(patience.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync(CancellationToken.None);
        }

        process.Dispose();
        process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Directory.Delete(folder, recursive: true);
    }

    private string Endpoint(int service) => $"http://127.0.0.1:{ports[service]}/";

    private ProcessStartInfo Command()
    {
        var script = Path.Combine(RepositoryRoot, "node_modules", "azurite", "dist", "src", "azurite.js");
        if (!File.Exists(script))
        {
            throw new InvalidOperationException($"The storage emulator is not installed: run `npm ci` in {RepositoryRoot}.");
        }

        string[] arguments =
        [
            "--import",
            EndWithParent,
            script,
            "--blobHost",
            "127.0.0.1",
            "--blobPort",
            $"{ports[0]}",
            "--queueHost",
            "127.0.0.1",
            "--queuePort",
            $"{ports[1]}",
            "--tableHost",
            "127.0.0.1",
            "--tablePort",
            $"{ports[2]}",
            "--location",
            folder,
            "--skipApiVersionCheck",
            "--disableTelemetry",
            "--silent",
        ];
        return new ProcessStartInfo("node", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
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

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "GhcFunctions.sln")))
            {
                return folder.FullName;
            }
        }

        throw new InvalidOperationException("GhcFunctions.sln is in no folder above " + AppContext.BaseDirectory);
    }
}
