using System.Globalization;
using System.Text;
using Ghc.Bench.Rush;

namespace Ghc.Bench.Scale;

/// <summary>The arithmetic of docs/scale.md, from what the other commands measured and simulated.</summary>
internal static class ScaleReport
{
    private const int Holders = 100_000_000;

    /// <summary>Rows of a holder with its account, documents and results of two months, and what a row takes with its keys.</summary>
    private const double RowsOfHolder = 12;
    private const double RowKilobytes = 1;

    /// <summary>Visits are kept 21 days, by place and by holder.</summary>
    private const double VisitDays = 21;
    private const double RowsOfVisit = 2;

    public static string Markdown(IReadOnlyDictionary<string, double> costs, RushResults rush)
    {
        var with = rush.Scenarios.Single(one => one is { Service: "up", Client: "strip and pass" });
        var gates = rush.Gates.Single(one => one.Service == "up");
        var text = new StringBuilder();
        Costs(text, costs);
        Plan[] plans = [.. new[] { 23_000.0, 60_000 }.SelectMany(rate => Plans(costs, with, rate))];
        Table(text, plans);
        Limits(text, plans[0], plans[2]);
        Strip(text, costs, rush);
        Province(text, costs, with, gates);
        return text.ToString();
    }

    private static IEnumerable<Plan> Plans(IReadOnlyDictionary<string, double> costs, Scenario morning, double rate)
    {
        // Scans are as many as looks with a code; a sign-in by text is two requests of the simulation.
        var (scan, code) = ((double)morning.Looks, (double)morning.CodeRequests);
        var signIns = morning.SignInRequests / 2.0;
        (double, Operation)[] plain = [(scan, Operation.Scan(costs)), (code, Operation.Strip(costs))];
        yield return Plan.Of("codes and scans", rate, plain);
        yield return Plan.Of("… and sign-ins by password", rate, [.. plain, (signIns, Operation.SignInByPassword(costs))]);
        yield return Plan.Of("… and sign-ins by text", rate, [.. plain, (signIns, Operation.SignInByText(costs))]);
    }

    private static void Costs(StringBuilder text, IReadOnlyDictionary<string, double> costs)
    {
        text.AppendLine("| operation | CPU, µs, on the machine that measured |").AppendLine("|---|---|");
        foreach (var (operation, cpu) in costs.OrderBy(cost => cost.Key, StringComparer.Ordinal))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| `{operation}` | {cpu:N0} |");
        }
    }

    private static void Table(StringBuilder text, IReadOnlyList<Plan> plans)
    {
        text.AppendLine()
            .AppendLine(
                "| mix | requests a second | scans among them | cores busy | instances | table requests a second | queue requests a second | accounts by requests | accounts by queue `visits` | accounts | US$ an hour |"
            )
            .AppendLine("|---|---|---|---|---|---|---|---|---|---|---|");
        foreach (var plan in plans)
        {
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {plan.Name} | {plan.Requests:N0} | {plan.Scans:N0} | {plan.Cores:N0} | {plan.Instances:N0} | {plan.TableRequests:N0} | {plan.QueueRequests:N0} | {plan.AccountsByRequests} | {plan.AccountsByQueue} | **{plan.StorageAccounts}** | {plan.DollarsAnHour:N0} |"
            );
        }
    }

    private static void Limits(StringBuilder text, Plan plain, Plan texts)
    {
        (string What, double At)[] limits =
        [
            ("texts of one sender, 10 a second, if everybody signs in by text", texts.RequestsOfOneSender),
            ("queue `visits` of one account, 2,000 messages a second", plain.RequestsOfOneQueue),
            ("one storage account, 20,000 requests a second", plain.RequestsOfOneAccount),
            ("250 instances of a subscription, 60 % busy", plain.RequestsOfSubscription),
        ];
        text.AppendLine().AppendLine("| limit, with one account and nothing turned | hit at, requests a second |").AppendLine("|---|---|");
        foreach (var (what, at) in limits.OrderBy(limit => limit.At))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {at:N0} |");
        }
    }

    /// <summary>What the codes of a million phones take in a morning.</summary>
    private static void Strip(StringBuilder text, IReadOnlyDictionary<string, double> costs, RushResults rush)
    {
        text.AppendLine()
            .AppendLine(
                "| codes of one morning | requests, and reads of storage | core seconds | saw the code within a second, service up | slow |"
            )
            .AppendLine("|---|---|---|---|---|");
        foreach (var strip in new[] { true, false })
        {
            Scenario Of(string service) =>
                rush.Scenarios.Single(one => one.Service == service && one.Client == (strip ? "strip and pass" : "neither"));
            var cpu = (strip ? Operation.Strip(costs) : Operation.OneCode(costs)).Cpu;
            text.AppendLine(
                CultureInfo.InvariantCulture,
                $"| {(strip ? "with a strip of 240" : "a code at a time")} | {Of("up").CodeRequests:N0} | {Of("up").CodeRequests * cpu / 1_000_000:N0} | {Of("up").WithinASecond:0.0 %} | {Of("slow").WithinASecond:0.0 %} |"
            );
        }
    }

    private static void Province(StringBuilder text, IReadOnlyDictionary<string, double> costs, Scenario morning, GateScenario gates)
    {
        var times = (double)Holders / morning.Phones;
        var scans = gates.BusiestMinute * times;
        var plan = Plan.Of(
            "the busiest minute",
            (morning.BusiestCodeMinute * times) + scans,
            (scans, Operation.Scan(costs)),
            (morning.BusiestCodeMinute * times, Operation.Strip(costs))
        );
        var gigabytes =
            Holders
            * ((RowsOfHolder * RowKilobytes) + (VisitDays * RowsOfVisit * RowKilobytes * morning.Looks / morning.Phones))
            / 1_000_000;
        double Sweep(int accounts) => Holders / (accounts * Azure.AccountRequests * Azure.Planned);
        text.AppendLine().AppendLine("| 100 million holders | |").AppendLine("|---|---|");
        void Row(string what, string value) => text.AppendLine(CultureInfo.InvariantCulture, $"| {what} | {value} |");
        Row("requests for codes and scans, busiest minute, a second", N(plan.Requests));
        Row("instances; storage accounts", $"{N(plan.Instances)}; {plan.StorageAccounts}");
        Row("US$ for an hour as busy as that minute", N(plan.DollarsAnHour));
        Row("rows, in terabytes; US$ an hour to keep them", $"{N(gigabytes / 1000)}; {N(gigabytes * Azure.GigabyteMonth / 730)}");
        Row("a sweep: minutes of writing with one account; with those", $"{N(Sweep(1) / 60)}; {N(Sweep(plan.StorageAccounts) / 60)}");
    }

    private static string N(double value) => value.ToString("N0", CultureInfo.InvariantCulture);
}
