using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>What goes wrong is noticed, and what harms people wakes somebody up.</summary>
internal static class AlertPolicies
{
    private static readonly string[] Kinds =
    [
        "Microsoft.Insights/scheduledQueryRules",
        "Microsoft.Insights/metricAlerts",
        "Microsoft.Insights/activityLogAlerts",
    ];

    // Queues whose messages decide a color: one set aside leaves a wrong color, so it pages before anything else does.
    private static readonly string[] DecideColors = ["lab-results", "border-crossings", "recompute-colors", "measures"];

    public static IEnumerable<string> EveryQueueIsWatched(Snapshot snapshot)
    {
        var queues = snapshot.Of("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue.ShortName).ToHashSet();
        var alerts = Enabled(snapshot).ToList();
        foreach (var queue in queues.Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)))
        {
            if (!queues.Contains($"{queue}-poison"))
            {
                yield return $"{queue} has no poison queue";
            }

            if (!alerts.Any(alert => alert.Node.ToJsonString().Contains($"{queue}-poison", StringComparison.Ordinal)))
            {
                yield return $"No alert watches {queue}-poison";
            }
        }

        foreach (var queue in DecideColors)
        {
            var watching = alerts
                .Where(alert => alert.ShortName == $"poison-{queue}" || alert.ShortName == $"stale-colors-{queue}")
                .ToList();
            if (watching.Count == 0 || watching.Any(alert => alert.Text("properties.severity") != "0"))
            {
                yield return $"{queue} decides colors and does not page first";
            }
        }
    }

    public static IEnumerable<string> SevereAlertsPage(Snapshot snapshot)
    {
        var pagers = snapshot
            .Of("Microsoft.Insights/actionGroups")
            .Where(group => group.ShortName.StartsWith("ag-page-", StringComparison.Ordinal))
            .ToList();
        foreach (var alert in Kinds.SelectMany(snapshot.Of))
        {
            var groups = alert.At("properties.actions")?.ToJsonString() ?? "";
            if (
                !groups.Contains("/actionGroups/", StringComparison.OrdinalIgnoreCase)
                && !groups.Contains("pageId", StringComparison.Ordinal)
                && !groups.Contains("mailId", StringComparison.Ordinal)
            )
            {
                yield return $"Alert {alert.ShortName} notifies nobody";
            }
            else if (alert.Text("properties.severity") is "0" or "1" or null && !groups.Contains("pageId", StringComparison.Ordinal))
            {
                yield return $"Alert {alert.ShortName} is severe and pages nobody";
            }
        }

        if (
            snapshot.IsProduction && !pagers.Any(group => group.At("properties.voiceReceivers") is { } phones && phones.AsArray().Count > 0)
        )
        {
            yield return "In production no phone is called";
        }
    }

    public static IEnumerable<string> AnOutagePages(Snapshot snapshot)
    {
        var tests = snapshot.Of("Microsoft.Insights/webtests").ToList();
        if (
            tests.Count == 0
            || tests.Any(test => test.Text("properties.Enabled") != "true" || test.At("properties.Locations")!.AsArray().Count < 5)
        )
        {
            yield return "The site is not tested from five places";
        }

        var metrics = snapshot
            .Of("Microsoft.Insights/metricAlerts")
            .Where(alert => alert.Text("properties.enabled") == "true" && alert.Text("properties.severity") == "0")
            .ToList();
        if (!metrics.Any(alert => alert.Node.ToJsonString().Contains("WebtestLocationAvailabilityCriteria", StringComparison.Ordinal)))
        {
            yield return "No alert says that the site is down";
        }

        if (snapshot.HasFrontDoor && !metrics.Any(alert => alert.Node.ToJsonString().Contains("Percentage5XX", StringComparison.Ordinal)))
        {
            yield return "No alert says that Front Door answers with errors";
        }
    }

    private static IEnumerable<Resource> Enabled(Snapshot snapshot) =>
        snapshot.Of("Microsoft.Insights/scheduledQueryRules").Where(alert => alert.Text("properties.enabled") == "true");
}
