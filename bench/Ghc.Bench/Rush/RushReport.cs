using System.Globalization;
using System.Text;
using Ghc.Bench.Reporting;
using Spectre.Console;

namespace Ghc.Bench.Rush;

/// <summary>The gates of one morning.</summary>
internal sealed record GateScenario(
    string Service,
    long Scans,
    double BusiestMinute,
    long Offline,
    long OfflineCalls,
    double OfflineCallsASecond,
    IReadOnlyList<PlaceLoad> Places
)
{
    public static GateScenario Of(Health health, Gates gates)
    {
        var calls = gates.OfflineCalls();
        return new(
            health.ToString().ToLowerInvariant(),
            gates.Total,
            Counts.BusiestMinute(gates.Online),
            gates.Offline,
            calls,
            calls * 1000.0 / Gates.SendsAgainWithin,
            [.. gates.ByPlace().OrderByDescending(place => place.BusiestMinute)]
        );
    }
}

/// <summary>What artifacts/bench/rush.json holds.</summary>
internal sealed record RushResults(IReadOnlyList<Scenario> Scenarios, IReadOnlyList<GateScenario> Gates);

/// <summary>Runs every morning and tells of it: on the console, as JSON, and in docs/performance.md.</summary>
internal static class RushReport
{
    /// <summary>More than anybody asks for: then nothing waits in line.</summary>
    private const double Plenty = 1_000_000;

    public static async Task WriteAsync(Morning morning, OutputFolders output, IAnsiConsole console, CancellationToken cancellation)
    {
        var results = await RunAsync(morning, cancellation);
        Show(results, console);
        await output.WriteResultsAsync("rush", results, cancellation);
        var pictures = new List<string>();
        foreach (var service in results.Scenarios.GroupBy(scenario => scenario.Service))
        {
            pictures.Add(
                await output.WriteChartAsync(
                    $"rush-{service.Key}",
                    Chart(service.Key, [.. service]),
                    $"Requests a second by the minute, service {service.Key}, by what the phones have.",
                    cancellation
                )
            );
        }

        await output.WriteSectionAsync("rush", Markdown(results, pictures), cancellation);
    }

    /// <summary>The morning without strip and with enough of everything comes first: it says how much is half.</summary>
    public static async Task<RushResults> RunAsync(Morning morning, CancellationToken cancellation)
    {
        var wanted = Run(morning, Health.Up, ClientPolicy.WithoutStrip, Plenty).Scenario;
        var others = Enum.GetValues<Health>()
            .SelectMany(health => ClientPolicy.All.Select(client => (health, client)))
            .Where(one => one != (Health.Up, ClientPolicy.WithoutStrip));
        var runs = new List<(Scenario Scenario, GateScenario Gates)> { (wanted, null!) };
        var gate = new Lock();
        await Parallel.ForEachAsync(
            others,
            new ParallelOptions { MaxDegreeOfParallelism = 2, CancellationToken = cancellation },
            (one, _) =>
            {
                var (health, client) = one;
                var run = Run(morning, health, client, health == Health.Short ? wanted.BusiestMinute / 2 : Plenty);
                lock (gate)
                {
                    runs.Add(run);
                }

                return ValueTask.CompletedTask;
            }
        );
        var order = Enum.GetNames<Health>().Select(name => name.ToLowerInvariant()).ToList();
        var sorted = runs.OrderBy(run => order.IndexOf(run.Scenario.Service))
            .ThenBy(run => ClientPolicy.All.Select(client => client.Name).ToList().IndexOf(run.Scenario.Client))
            .ToList();
        return new RushResults(
            [.. sorted.Select(run => run.Scenario)],
            [.. sorted.Where(run => run.Scenario is { Client: "strip and pass", Service: "up" or "down" }).Select(run => run.Gates)]
        );
    }

    private static (Scenario Scenario, GateScenario Gates) Run(Morning morning, Health health, ClientPolicy client, double perSecond)
    {
        var service = new Service(health, perSecond);
        var gates = new Gates(service);
        return (Scenario.Run(morning, health, client, service, gates), GateScenario.Of(health, gates));
    }

    private static void Show(RushResults results, IAnsiConsole console)
    {
        var table = new Table()
            .Border(TableBorder.Simple)
            .AddColumns("service", "phones have", "requests/s, busiest minute", "within a second", "never", "seconds");
        foreach (var one in results.Scenarios)
        {
            table.AddRow(
                one.Service,
                one.Client,
                Number(one.BusiestMinute),
                Percent(one.WithinASecond),
                Percent(one.Unseen),
                one.Seconds.ToString("0.0", CultureInfo.InvariantCulture)
            );
        }

        console.Write(table);
    }

    private static string Chart(string service, IReadOnlyList<Scenario> scenarios) =>
        SvgChart.Lines(
            $"Requests a second, service {service}",
            "minutes after 08:00",
            "requests a second",
            [
                .. scenarios.Select(one => new Series(
                    one.Client,
                    [.. one.ByMinute.Take(100).Select((rate, minute) => ((double)minute, rate))]
                )),
            ]
        );

    private static string Markdown(RushResults results, IReadOnlyList<string> pictures)
    {
        var first = results.Scenarios[0];
        var text = new StringBuilder()
            .AppendLine(
                CultureInfo.InvariantCulture,
                $"{first.Phones:N0} phones, {first.Looks:N0} looks at the code page, seed {new Morning().Seed}."
            )
            .AppendLine()
            .AppendLine(
                "| service | phones have | for the code, requests a second | to sign in | both, busiest minute | all requests | code on the screen within a second | of looks without a sign-in | never seen | vanished at the gate | wasted requests |"
            )
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var one in results.Scenarios)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {one.Service} | {one.Client} | {Number(one.BusiestCodeMinute)} | {Number(one.BusiestSignInMinute)} | {Number(one.BusiestMinute)} | {one.CodeRequests + one.SignInRequests:N0} | {Percent(one.WithinASecond)} | {Percent(one.WithinASecond / one.NoSignIn)} | {Percent(one.Unseen)} | {Percent(one.Vanished)} | {Percent(one.Wasted)} |"
            );
        }

        text.AppendLine()
            .AppendLine(string.Join('\n', pictures))
            .AppendLine()
            .AppendLine(
                "| gates, service | scans | a second, busiest minute | busiest place: its busiest second | its busiest minute | 99 % of places stay below | judged offline | calls that bring those | calls a second |"
            )
            .AppendLine("|---|---|---|---|---|---|---|---|---|");
        foreach (var gates in results.Gates)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {gates.Service} | {gates.Scans:N0} | {Number(gates.BusiestMinute)} | {gates.Places.Max(place => place.BusiestSecond)} | {gates.Places[0].BusiestMinute:0.0} | {gates.Places[gates.Places.Count / 100].BusiestMinute:0.0} | {gates.Offline:N0} | {gates.OfflineCalls:N0} | {Number(gates.OfflineCallsASecond)} |"
            );
        }

        return text.ToString();
    }

    private static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    private static string Percent(double share) => share.ToString("0.0 %", CultureInfo.InvariantCulture);
}
