using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>Rules that need to know resource types: which have tags, which have diagnostics, how they may be named.</summary>
internal static class InventoryPolicies
{
    // A type in neither list is a complaint: adding a type means deciding.
    private static readonly HashSet<string> Diagnosable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Cdn/profiles",
        "Microsoft.Communication/communicationServices",
        "Microsoft.EventGrid/systemTopics",
        "Microsoft.KeyVault/vaults",
        "Microsoft.Network/networkSecurityGroups",
        "Microsoft.Network/publicIPAddresses",
        "Microsoft.Network/virtualNetworks",
        "Microsoft.OperationalInsights/workspaces",
        "Microsoft.Storage/storageAccounts/blobServices",
        "Microsoft.Storage/storageAccounts/queueServices",
        "Microsoft.Storage/storageAccounts/tableServices",
        "Microsoft.Web/serverfarms",
        "Microsoft.Web/sites",
    };

    private static readonly HashSet<string> NotDiagnosable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization/locks",
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Authorization/roleDefinitions",
        "Microsoft.Consumption/budgets",
        "Microsoft.Insights/actionGroups",
        "Microsoft.Insights/activityLogAlerts",
        "Microsoft.Insights/diagnosticSettings",
        "Microsoft.Insights/webtests",
        "Microsoft.Insights/metricAlerts",
        "Microsoft.Insights/scheduledQueryRules",
        "Microsoft.Insights/workbooks",
        "Microsoft.ManagedIdentity/userAssignedIdentities",
        "Microsoft.Network/natGateways",
        "Microsoft.Network/privateDnsZones",
        "Microsoft.Network/privateEndpoints",
        "Microsoft.Insights/components", // stores into the workspace already; a diagnostic setting would store everything twice
        "Microsoft.Communication/emailServices", // its log is the communication service's
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies", // its log is the profile's
        "Microsoft.Storage/storageAccounts", // by service, above
    };

    private static readonly HashSet<string> Untaggable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization/locks",
        "Microsoft.Authorization/roleAssignments",
        "Microsoft.Authorization/roleDefinitions",
        "Microsoft.Consumption/budgets",
        "Microsoft.Insights/diagnosticSettings",
    };

    private static readonly HashSet<string> TaggableChildren = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Cdn/profiles/afdEndpoints",
        "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    };

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    private static readonly Dictionary<string, Regex> NameRules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Storage/storageAccounts"] = new("^[a-z0-9]{3,24}$"),
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = new("^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$"),
        ["Microsoft.Storage/storageAccounts/queueServices/queues"] = new("^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$"),
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = new("^[A-Za-z][A-Za-z0-9]{2,62}$"),
        ["Microsoft.KeyVault/vaults"] = new("^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$"),
        // The Functions host id is the first 32 characters of the app name; two apps with the same id would share leases.
        ["Microsoft.Web/sites"] = new("^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$"),
        ["Microsoft.Web/serverfarms"] = new("^[a-zA-Z0-9-]{1,60}$"),
        ["Microsoft.Communication/communicationServices"] = new("^[a-zA-Z0-9-]{1,63}$"),
        ["Microsoft.Communication/emailServices"] = new("^[a-zA-Z0-9-]{1,63}$"),
        ["Microsoft.EventGrid/systemTopics"] = new("^[a-zA-Z0-9-]{3,50}$"),
        ["Microsoft.EventGrid/systemTopics/eventSubscriptions"] = new("^[a-zA-Z0-9-]{3,64}$"),
        ["Microsoft.OperationalInsights/workspaces"] = new("^[a-zA-Z0-9][a-zA-Z0-9-]{2,61}[a-zA-Z0-9]$"),
        ["Microsoft.ManagedIdentity/userAssignedIdentities"] = new("^[a-zA-Z0-9][a-zA-Z0-9_-]{2,127}$"),
        ["Microsoft.Cdn/profiles"] = new("^[a-zA-Z0-9][a-zA-Z0-9-]{0,88}[a-zA-Z0-9]$"),
        ["Microsoft.Cdn/profiles/afdEndpoints"] = new("^[a-zA-Z0-9][a-zA-Z0-9-]{0,44}[a-zA-Z0-9]$"),
        ["Microsoft.Network/FrontDoorWebApplicationFirewallPolicies"] = new("^[a-zA-Z][a-zA-Z0-9]{0,127}$"),
        ["Microsoft.Network/privateEndpoints"] = new("^[a-zA-Z0-9][a-zA-Z0-9._-]{0,62}[a-zA-Z0-9_]$"),
        ["Microsoft.Consumption/budgets"] = new("^[a-zA-Z0-9_-]{1,63}$"),
        ["Microsoft.Insights/workbooks"] = new("^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$"),
    };

    public static IEnumerable<string> EverythingTagged(Snapshot snapshot) =>
        from resource in snapshot.Resources
        where TaggableChildren.Contains(resource.Type) || (resource.Type.Split('/').Length == 2 && !Untaggable.Contains(resource.Type))
        from tag in new[] { "application", "environment", "source" }
        where string.IsNullOrEmpty(resource.Text($"tags.{tag}"))
        select $"{resource.Type} {resource.Name} has no tag {tag}";

    public static IEnumerable<string> EverythingDiagnosed(Snapshot snapshot)
    {
        var settings = snapshot
            .Of("Microsoft.Insights/diagnosticSettings")
            .Where(setting =>
                setting.Text("properties.workspaceId") is { Length: > 0 }
                && setting.Node.ToJsonString().Contains("\"enabled\":true", StringComparison.Ordinal)
            )
            .Select(setting => setting.Id)
            .ToList();
        foreach (var resource in snapshot.Resources)
        {
            if (Diagnosable.Contains(resource.Type))
            {
                if (!settings.Any(id => id.StartsWith($"{resource.Id}/providers/Microsoft.Insights/", StringComparison.OrdinalIgnoreCase)))
                {
                    yield return $"{resource.Type} {resource.Name} is not diagnosed";
                }
            }
            else if (resource.Type.Split('/').Length == 2 && !NotDiagnosable.Contains(resource.Type))
            {
                yield return $"{resource.Type}: decide whether it can be diagnosed";
            }
        }
    }

    public static IEnumerable<string> NamesFit(Snapshot snapshot) =>
        from resource in snapshot.Resources
        where !resource.Name.StartsWith('[') && NameRules.TryGetValue(resource.Type, out var rule) && !rule.IsMatch(resource.ShortName)
        select $"{resource.Type}: Azure refuses the name {resource.ShortName}";

    public static IEnumerable<string> ProductionIsLocked(Snapshot snapshot)
    {
        if (!snapshot.IsProduction)
        {
            yield break;
        }

        var kept = new[] { "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts/ghcdata" };
        var locks = snapshot.Of("Microsoft.Authorization/locks").Where(it => it.Text("properties.level") == "CanNotDelete").ToList();
        foreach (var part in kept.Where(part => !locks.Any(it => it.Id.Contains(part, StringComparison.Ordinal))))
        {
            yield return $"{part} can be deleted by mistake";
        }
    }

    /// <summary>ARM refuses an identity on a global Event Grid topic: https://github.com/Azure/azure-cli/issues/18002.</summary>
    public static IEnumerable<string> GlobalResourcesHaveNoIdentity(Snapshot snapshot) =>
        from topic in snapshot.Of("Microsoft.EventGrid/systemTopics")
        where topic.Text("location") == "global" && topic.At("identity") is not null
        select $"{topic.Name}: identity is unavailable for location 'global'";
}
