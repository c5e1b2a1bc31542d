using System.Text.Json.Nodes;
using Ghc.Infra.Tests.Policies;

namespace Ghc.Infra.Tests.Templates;

/// <summary>Plants each kind of fault in a copy of the templates and sees that the gate reports it.</summary>
public sealed class PlantedFaultTests
{
    private sealed record Fault(string Policy, Action<Snapshot> Plant, string Environment = "prod");

    private const string Storage = "Microsoft.Storage/storageAccounts";
    private const string Vaults = "Microsoft.KeyVault/vaults";
    private const string Settings = "Microsoft.Web/sites/config";
    private const string Firewalls = "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies";
    private const string Queries = "Microsoft.Insights/scheduledQueryRules";
    private const string Metrics = "Microsoft.Insights/metricAlerts";

    private static readonly Dictionary<string, Fault> Faults = new()
    {
        ["a storage account takes keys"] = new("NoSharedKeys", it => Properties(it, Storage)["allowSharedKeyAccess"] = true),
        ["telemetry takes keys"] = new("NoSharedKeys", it => Properties(it, "Microsoft.Insights/components").Remove("DisableLocalAuth")),
        ["the pepper in a setting"] = new("NoSecrets", it => Properties(it, Settings)["Keys__Pepper"] = "cGVwcGVy"),
        ["a connection string in a setting"] = new("NoSecrets", it => Properties(it, Settings)["Other"] = "AccountName=a;AccountKey=b"),
        ["a key in an output"] = new(
            "NoSecrets",
            it => it.Content["outputs"]!["storage"] = "[listKeys('ghcdata', '2025-01-01').keys[0].value]"
        ),
        ["the app is contributor"] = new("LeastPrivilege", it => Assign(it, "b24988ac-6180-42a0-ab88-20f7382dd24c")),
        ["the app is owner"] = new("LeastPrivilege", it => Assign(it, "8e3af657-a8ff-443c-a75c-2fe8c4bcb635")),
        ["a laboratory reads its queue"] = new(
            "LeastPrivilege",
            it => Laboratory(it)["properties"]!["roleDefinitionId"] = "x/19e7f393-937e-4f77-808e-94535e297925"
        ),
        ["a laboratory sends to every queue"] = new(
            "LeastPrivilege",
            it => Laboratory(it)["id"] = Laboratory(it)["id"]!.ToString().Replace("/queues/lab-results", "", StringComparison.Ordinal)
        ),
        ["storage is public in prod"] = new("ProductionIsPrivate", it => Properties(it, Storage)["publicNetworkAccess"] = "Enabled"),
        ["a vault without a private endpoint"] = new(
            "ProductionIsPrivate",
            it => Remove(it, "Microsoft.Network/privateEndpoints", "-vault")
        ),
        ["anybody's Front Door gets in"] = new(
            "OnlyTheEdgeReachesTheApp",
            it => Properties(it, "Microsoft.Web/sites")["siteConfig"]!["ipSecurityRestrictions"]![0]!.AsObject().Remove("headers")
        ),
        ["the app takes any Front Door"] = new("OnlyTheEdgeReachesTheApp", it => Properties(it, Settings)["Site__FrontDoorId"] = ""),
        ["any address passes as the gateway"] = new(
            "OnlyTheEdgeReachesTheApp",
            it => Properties(it, "Microsoft.Web/sites")["siteConfig"]!["ipSecurityRestrictions"]![0]!["ipAddress"] = "0.0.0.0/0",
            "china"
        ),
        ["no rate limits"] = new("FirewallLimitsRates", it => Properties(it, Firewalls)["customRules"]!["rules"] = new JsonArray()),
        ["a rate limit that only logs"] = new(
            "FirewallLimitsRates",
            it => Properties(it, Firewalls)["customRules"]!["rules"]![1]!["action"] = "Log"
        ),
        ["a path that nothing inspects"] = new(
            "FirewallLimitsRates",
            it => Properties(it, Firewalls)["customRules"]!["rules"]![0]!["matchConditions"]![0]!["operator"] = "Contains"
        ),
        ["rate limits answer 403"] = new(
            "FirewallLimitsRates",
            it => Properties(it, Firewalls)["policySettings"]!["customBlockResponseStatusCode"] = 403
        ),
        ["a Front Door without its firewall"] = new(
            "FirewallLimitsRates",
            it => Remove(it, "Microsoft.Cdn/profiles/securityPolicies", "firewall")
        ),
        ["a suffix of one cloud"] = new(
            "NoCloudIsHardcoded",
            it => Properties(it, Settings)["Site__Url"] = "https://ghc.azurewebsites.net"
        ),
        ["a zone of one cloud"] = new(
            "NoCloudIsHardcoded",
            it => it.One("Microsoft.Network/privateDnsZones").Node["name"] = "privatelink.blob.core.windows.net"
        ),
        ["a queue nobody watches"] = new("EveryQueueIsWatched", it => Remove(it, Queries, "poison-visits")),
        ["poisoned results can wait"] = new("EveryQueueIsWatched", it => Alert(it, Queries, "poison-lab-results")["severity"] = 2),
        ["stale colors can wait"] = new("EveryQueueIsWatched", it => Alert(it, Queries, "stale-colors-recompute-colors")["severity"] = 1),
        ["an alert that notifies nobody"] = new(
            "SevereAlertsPage",
            it => Properties(it, Queries)["actions"]!["actionGroups"] = new JsonArray()
        ),
        ["a severe alert that is only mailed"] = new(
            "SevereAlertsPage",
            it => Alert(it, Queries, "failures")["actions"]!["actionGroups"]![0] = "[reference('x').outputs.mailId.value]"
        ),
        ["nobody is called"] = new(
            "SevereAlertsPage",
            it => Properties(it, "Microsoft.Insights/actionGroups")["voiceReceivers"] = new JsonArray()
        ),
        ["no test from outside"] = new("AnOutagePages", it => Remove(it, "Microsoft.Insights/webtests", "site")),
        ["a test that is turned off"] = new("AnOutagePages", it => Properties(it, "Microsoft.Insights/webtests")["Enabled"] = false),
        ["an outage that can wait"] = new("AnOutagePages", it => Alert(it, Metrics, "site-down")["severity"] = 3),
        ["errors of Front Door go unseen"] = new("AnOutagePages", it => Alert(it, Metrics, "front-door-errors")["enabled"] = false),
        ["no tags"] = new("EverythingTagged", it => it.One(Vaults).Node.Remove("tags")),
        ["no diagnostics"] = new("EverythingDiagnosed", it => Remove(it, "Microsoft.Insights/diagnosticSettings", "/Microsoft.KeyVault/")),
        ["a type nobody decided about"] = new(
            "EverythingDiagnosed",
            it => it.One("Microsoft.Network/natGateways").Node["type"] = "Microsoft.Network/bastionHosts"
        ),
        ["data without a lock"] = new("ProductionIsLocked", it => Remove(it, "Microsoft.Authorization/locks", "ghcdata")),
        ["a name too long"] = new("NamesFit", it => it.One(Storage).Node["name"] = "guangdonghealthcodestorage"),
        ["a queue in capitals"] = new(
            "NamesFit",
            it => it.One("Microsoft.Storage/storageAccounts/queueServices/queues").Node["name"] = "a/default/Lab-Results"
        ),
        ["blobs are public"] = new("WellArchitected", it => Properties(it, Storage)["allowBlobPublicAccess"] = true),
        ["old TLS"] = new("WellArchitected", it => Properties(it, Storage)["minimumTlsVersion"] = "TLS1_0"),
        ["keys can be purged"] = new("WellArchitected", it => Properties(it, Vaults).Remove("enablePurgeProtection")),
        ["a firewall that only watches"] = new("WellArchitected", it => Properties(it, Firewalls)["policySettings"]!["mode"] = "Detection"),
        ["managed rules that only log"] = new(
            "WellArchitected",
            it => Properties(it, Firewalls)["managedRules"]!["managedRuleSets"]![0]!["ruleSetAction"] = "Log"
        ),
        ["a subnet without rules"] = new(
            "WellArchitected",
            it =>
                Properties(it, "Microsoft.Network/virtualNetworks")["subnets"]![0]!["properties"]!.AsObject().Remove("networkSecurityGroup")
        ),
        ["an open door inside"] = new(
            "WellArchitected",
            it => Properties(it, "Microsoft.Network/networkSecurityGroups").Remove("securityRules")
        ),
        ["one zone"] = new("WellArchitected", it => it.One("Microsoft.Network/publicIPAddresses").Node.Remove("zones")),
        ["incidents of Azure go unseen"] = new(
            "WellArchitected",
            it => Remove(it, "Microsoft.Insights/activityLogAlerts", "azure-incidents")
        ),
    };

    public static TheoryData<string> Planted => [.. Faults.Keys];

    [Theory]
    [MemberData(nameof(Planted))]
    public void Fault_PlantedInSnapshot_IsReported(string name)
    {
        var fault = Faults[name];
        var snapshot = Snapshot.Read(fault.Environment);
        Assert.Empty(PolicyList.All[fault.Policy](snapshot));
        fault.Plant(snapshot);

        // Parsed again, because the list of resources still has what was removed from the text.
        Assert.NotEmpty(PolicyList.All[fault.Policy](Snapshot.Parse(fault.Environment, snapshot.Content.ToJsonString())));
    }

    [Fact]
    public void EveryPolicy_HasAPlantedFault() =>
        Assert.Equal(
            PolicyList.All.Keys.Order(StringComparer.Ordinal),
            Faults.Values.Select(fault => fault.Policy).Distinct().Order(StringComparer.Ordinal)
        );

    private static JsonObject Properties(Snapshot snapshot, string type) => snapshot.One(type).At("properties")!.AsObject();

    private static JsonNode Alert(Snapshot snapshot, string type, string name) =>
        snapshot.Of(type).Single(alert => alert.ShortName == name).At("properties")!;

    private static JsonObject Laboratory(Snapshot snapshot) =>
        snapshot
            .Of("Microsoft.Authorization/roleAssignments")
            .First(it => it.Text("properties.description")!.StartsWith("Laboratory", StringComparison.Ordinal))
            .Node;

    private static void Assign(Snapshot snapshot, string role) =>
        Properties(snapshot, "Microsoft.Authorization/roleAssignments")["roleDefinitionId"] =
            $"/providers/Microsoft.Authorization/roleDefinitions/{role}";

    private static void Remove(Snapshot snapshot, string type, string part)
    {
        var node = snapshot.Of(type).First(resource => resource.Id.Contains(part, StringComparison.Ordinal)).Node;
        snapshot.Content["predictedResources"]!.AsArray().Remove(node);
    }
}
