using System.Net.Http.Headers;
using System.Text;
using Ghc.Bench.Measuring;
using Ghc.Bench.People;
using Ghc.Bench.Reporting;
using Ghc.Bench.Servers;

namespace Ghc.Bench.Figures;

/// <summary>
/// The app against an empty function app on the same host: from the start of the host to the first answer, and memory of the worker.
/// </summary>
internal static class StartFigures
{
    private const int Requests = 3000;
    private const int Callers = 8;
    private const string Empty = "empty function app on the same host";

    public static async Task<IReadOnlyList<Figure>> MeasureAsync(Stage stage, CancellationToken cancellation)
    {
        await stage.Emulator.StartAsync(cancellation);
        var setup = new Setup(stage.Emulator.NewAccount(), TimeSpan.FromSeconds(1));
        await setup.ProvisionAsync(cancellation);
        var start = await SideBySide.RunAsync(
            stage.Effort with
            {
                WarmUps = Math.Min(1, stage.Effort.WarmUps),
            },
            Starting(stage.App, setup),
            Starting(stage.Floor, setup),
            cancellation
        );
        await using var services = setup.Services();
        var cast = new Cast(services);
        await cast.AddAsync(stage.Effort.Of(32), cancellation);
        var requests = stage.Effort.Of(Requests);
        var ours = await MemoryAsync(stage.App, setup, requests, number => Scan(cast, number), cancellation);
        var theirs = await MemoryAsync(
            stage.Floor,
            setup,
            requests,
            _ => new HttpRequestMessage(HttpMethod.Get, stage.Floor.FirstPath),
            cancellation
        );
        return
        [
            new Figure(
                "first-answer",
                "start of the host to the first answer",
                Empty,
                start.Ratio(s => s.TimePerOperation),
                Goal.AtMost(1.3)
            ),
            Memory("memory-idle", "working set of the worker after the first answer", ours.Idle, theirs.Idle),
            Memory("memory-load", "working set of the worker after many scans", ours.Loaded, theirs.Loaded, Goal.AtMost(1.5)),
        ];
    }

    private static Contender Starting(PublishedApp app, Setup setup) =>
        async cancellation =>
        {
            await using var served = await ServedApp.StartAsync(app, setup.Values, cancellation);
            return new Sample(1, served.FirstAnswer);
        };

    private static async Task<(long Idle, long Loaded)> MemoryAsync(
        PublishedApp app,
        Setup setup,
        int requests,
        Func<int, HttpRequestMessage> request,
        CancellationToken cancellation
    )
    {
        await using var measured = await MeasuredApp.StartAsync(app, setup, null, cancellation);
        var idle = await measured.UsageAsync(cancellation);
        await Load.Of(measured, requests, Callers, request)(cancellation);
        var loaded = await measured.UsageAsync(cancellation);
        return (idle.WorkingSet, loaded.WorkingSet);
    }

    private static Figure Memory(string id, string ours, long bytes, long empty, Goal? goal = null)
    {
        var ratio = (double)bytes / empty;
        return new Figure(id, ours, Empty, new Spread(ratio, ratio, ratio, 1), goal);
    }

    private static HttpRequestMessage Scan(Cast cast, int number) =>
        new(HttpMethod.Post, "api/scan")
        {
            Content = new StringContent(
                $"{{\"healthCode\":\"{cast.MintCode(cast.People[number % cast.People.Count])}\"}}",
                Encoding.UTF8,
                "application/json"
            ),
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", cast.Shift) },
        };
}
