using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Servers;
using Ghc.Bench.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Bench.Figures;

/// <summary>
/// Scan, own code, strip and login over HTTP, against functions that make the same storage calls with the bare SDK: on the emulator, and on
/// canned storage.
/// </summary>
internal sealed class HttpFigures : IAsyncDisposable
{
    private const int People = 96;
    private const int Callers = 8;
    private const int OnEmulator = 600;
    private const int OnCanned = 2000;
    private const int Strips = 120;
    private const string CannedFloor = "bare function, canned storage";
    private const string SignedFloor = "bare function with as many bare ECDSA operations, canned storage";
    private const string EmulatorFloor = "bare function, same storage calls, Azurite";

    private readonly Stage stage;
    private readonly Setup setup;
    private readonly ServiceProvider services;
    private readonly Cast cast;
    private readonly string rows = Path.GetTempFileName();
    private readonly List<string> codes = [];
    private readonly List<Figure> figures = [];

    private HttpFigures(Stage stage)
    {
        this.stage = stage;
        setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        services = setup.Services();
        cast = new Cast(services);
    }

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        await using var run = new HttpFigures(stage);
        await stage.Emulator.StartAsync(cancellation);
        await run.PrepareAsync(cancellation);
        await using (var app = await MeasuredApp.StartAsync(stage.App, run.setup, null, cancellation))
        await using (var floor = await MeasuredApp.StartAsync(stage.Floor, run.setup, null, cancellation))
        {
            await run.OnEmulatorAsync(app, floor, cancellation);
        }

        await using (var app = await MeasuredApp.StartAsync(stage.App, run.setup, run.rows, cancellation))
        await using (var floor = await MeasuredApp.StartAsync(stage.Floor, run.setup, run.rows, cancellation))
        {
            await run.OnCannedAsync(app, floor, cancellation);
        }

        return run.figures;
    }

    public async ValueTask DisposeAsync()
    {
        File.Delete(rows);
        await services.DisposeAsync();
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        await setup.ProvisionAsync(cancellation);
        await cast.AddAsync(stage.Effort.Of(People), cancellation);
        codes.AddRange(cast.People.Select(cast.MintCode));
        var recorded = await RecordedRow.RecordAsync(new TableServiceClient(setup.Storage), ["Holders", "Accounts"], cancellation);
        await File.WriteAllTextAsync(rows, JsonSerializer.Serialize(recorded), cancellation);
    }

    private async Task OnEmulatorAsync(MeasuredApp app, MeasuredApp floor, CancellationToken cancellation)
    {
        var operations = stage.Effort.Of(OnEmulator);
        var scan = await CompareAsync(app, floor, operations, Scan, "/scan?", cancellation);
        Add("scan-throughput", "scan over HTTP, throughput", EmulatorFloor, scan.Ratio(s => s.Throughput), Goal.AtLeast(0.90));
        Add("scan-latency-p50", "scan, latency that half stay below", EmulatorFloor, scan.Ratio(s => s.LatencyAt(50)));
        Add("scan-latency-p99", "scan, latency that 99 % stay below", EmulatorFloor, scan.Ratio(s => s.LatencyAt(99)));

        var code = await CompareAsync(app, floor, operations, Code, "/code?", cancellation);
        Add("code-throughput", "own code, throughput", EmulatorFloor, code.Ratio(s => s.Throughput), Goal.AtLeast(0.90));

        var few = stage.Effort.Of(150);
        var strip = await SideBySide.RunAsync(stage.Effort, Load.Of(app, few, 1, Strip), Load.Of(app, few, 1, Code), cancellation);
        Add(
            "strip-latency",
            "strip of 120 codes, as one caller waits",
            "one code, Azurite",
            strip.Ratio(s => s.LatencyAt(50)),
            Goal.AtMost(3)
        );

        // A text code signs in once, so every round begins with new ones for everybody, which is not measured.
        var people = cast.People.Count;
        var answer = (await app.CallAsync(Login(0), cancellation)).Length;
        var ours = Load.Of(app, people, Callers, Login);
        var theirs = Load.Of(floor, people, Callers, number => Bare(number, Login, "/login?", answer));
        var login = await SideBySide.RunAsync(stage.Effort, Renewed(ours), Renewed(theirs), cancellation);
        Add(
            "login-throughput",
            "login by text code, throughput",
            EmulatorFloor,
            login.WithEqualStorageCalls("login").Ratio(s => s.Throughput),
            Goal.AtLeast(0.90)
        );
    }

    private async Task OnCannedAsync(MeasuredApp app, MeasuredApp floor, CancellationToken cancellation)
    {
        var operations = stage.Effort.Of(OnCanned);
        var scan = await CompareAsync(app, floor, operations, Scan, "/scan?", cancellation);
        Add("scan-cpu", "scan, own CPU", CannedFloor, scan.Ratio(s => s.CpuPerOperation));
        Add("scan-allocations", "scan, bytes allocated", CannedFloor, scan.Ratio(s => s.AllocatedPerOperation));
        Add("scan-host-cpu", "CPU of the host in a scan", "CPU of the worker in it, canned storage", scan.Ours(s => s.HostCpu / s.Cpu));
        Cost("scan", scan);
        var signedScan = await CompareAsync(app, floor, operations, Scan, "/scan?verify=1&", cancellation);
        Add("scan-cpu-signed", "scan, own CPU", SignedFloor, signedScan.Ratio(s => s.CpuPerOperation), Goal.AtMost(1.25));

        var code = await CompareAsync(app, floor, operations, Code, "/code?", cancellation);
        Add("code-cpu", "own code, own CPU", CannedFloor, code.Ratio(s => s.CpuPerOperation));
        Cost("code", code);
        var signedCode = await CompareAsync(app, floor, operations, Code, "/code?sign=1&", cancellation);
        Add("code-cpu-signed", "own code, own CPU", SignedFloor, signedCode.Ratio(s => s.CpuPerOperation), Goal.AtMost(1.25));

        var strip = await SideBySide.RunAsync(
            stage.Effort,
            Load.Of(app, stage.Effort.Of(Strips), Callers, Strip),
            Load.Of(app, stage.Effort.Of(1000), Callers, Code),
            cancellation
        );
        Cost("strip-120", strip);
        Add(
            "strip-cpu",
            "a code of a strip of 120, own CPU",
            "a code alone, canned storage",
            strip.Ratio(s => s.CpuPerOperation).Times(1.0 / 120),
            Goal.AtMost(0.20)
        );
        var signedStrip = await CompareAsync(app, floor, stage.Effort.Of(Strips), Strip, "/code?sign=120&", cancellation);
        Add("strip-cpu-signed", "strip of 120 codes, own CPU", SignedFloor, signedStrip.Ratio(s => s.CpuPerOperation), Goal.AtMost(1.35));

        var login = await CompareAsync(app, floor, operations, Login, "/login?", cancellation);
        Cost("login-text", login);
        Add("login-cpu", "login by text code, own CPU", CannedFloor, login.Ratio(s => s.CpuPerOperation));
        var password = await SideBySide.RunAsync(
            stage.Effort,
            Load.Of(app, stage.Effort.Of(60), 2, PasswordLogin),
            Load.Of(app, stage.Effort.Of(600), Callers, Login),
            cancellation
        );
        Cost("login-password", password);
        Add("login-hashing", "login by password, own CPU", "login by text code, canned storage", password.Ratio(s => s.CpuPerOperation));
    }

    private async Task<SideBySide> CompareAsync(
        MeasuredApp app,
        MeasuredApp floor,
        int operations,
        Func<int, HttpRequestMessage> request,
        string floorPath,
        CancellationToken cancellation
    )
    {
        var answer = (await app.CallAsync(request(0), cancellation)).Length;
        var comparison = await SideBySide.RunAsync(
            stage.Effort,
            Load.Of(app, operations, Callers, request),
            Load.Of(floor, operations, Callers, number => Bare(number, request, floorPath, answer)),
            cancellation
        );
        return comparison.WithEqualStorageCalls(floorPath);
    }

    private Contender Renewed(Contender contender) =>
        async cancellation =>
        {
            await cast.RenewCodesAsync(cancellation);
            return await contender(cancellation);
        };

    private void Add(string id, string ours, string against, Spread ratio, Goal? goal = null) =>
        figures.Add(new Figure(id, ours, against, ratio, goal));

    private void Cost(string operation, SideBySide comparison) =>
        stage.Costs[operation] = comparison.Ours(sample => sample.InstanceCpuPerOperation).Median;

    private Person Of(int number) => cast.People[number % cast.People.Count];

    private HttpRequestMessage Scan(int number) => Requests.Scan(codes[number % codes.Count], cast.Shift);

    private HttpRequestMessage Code(int number) => Requests.Code(Of(number));

    private HttpRequestMessage Strip(int number) => Requests.Get("/api/code?minutes=120", Of(number).Session);

    private HttpRequestMessage Login(int number) => Requests.Login(Of(number));

    private HttpRequestMessage PasswordLogin(int number) => Requests.PasswordLogin(Of(number));

    private HttpRequestMessage Bare(int number, Func<int, HttpRequestMessage> request, string path, int answer) =>
        Requests.Bare(request(number), Of(number), path, answer);
}
