using System.Text.RegularExpressions;
using Ghc.Platform.Queues;

namespace Ghc.Infra.Tests;

/// <summary>Rules that need to know kinds of resources: what can carry tags, what can be diagnosed, what may be called how.</summary>
internal static partial class Policies
{
    // A kind that stands in neither list is a complaint: whoever adds one decides.
    private static readonly HashSet<string> Diagnosable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Cdn/profiles", "Microsoft.Communication/communicationServices", "Microsoft.EventGrid/systemTopics", "Microsoft.KeyVault/vaults",
        "Microsoft.Network/networkSecurityGroups", "Microsoft.Network/publicIPAddresses", "Microsoft.Network/virtualNetworks",
        "Microsoft.OperationalInsights/workspaces", "Microsoft.Storage/storageAccounts/blobServices", "Microsoft.Storage/storageAccounts/queueServices",
        "Microsoft.Storage/storageAccounts/tableServices", "Microsoft.Web/serverfarms", "Microsoft.Web/sites",
    };

    private static readonly HashSet<string> NotDiagnosable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization/locks", "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/roleDefinitions", "Microsoft.Consumption/budgets",
        "Microsoft.Insights/actionGroups", "Microsoft.Insights/diagnosticSettings", "Microsoft.Insights/metricAlerts", "Microsoft.Insights/scheduledQueryRules",
        "Microsoft.Insights/workbooks", "Microsoft.ManagedIdentity/userAssignedIdentities", "Microsoft.Network/natGateways",
        "Microsoft.Network/privateDnsZones", "Microsoft.Network/privateEndpoints",
        "Microsoft.Insights/components", // lives in the workspace already; a setting would store everything twice
        "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies", // its log is the profile's
        "Microsoft.Storage/storageAccounts", // by service, above
    };

    private static readonly HashSet<string> Untaggable = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Authorization/locks", "Microsoft.Authorization/roleAssignments", "Microsoft.Authorization/roleDefinitions",
        "Microsoft.Consumption/budgets", "Microsoft.Insights/diagnosticSettings",
    };

    private static readonly HashSet<string> TaggableChildren = new(StringComparer.OrdinalIgnoreCase)
    {
        "Microsoft.Cdn/profiles/afdEndpoints", "Microsoft.Network/privateDnsZones/virtualNetworkLinks",
    };

    // https://learn.microsoft.com/azure/role-based-access-control/built-in-roles
    private static readonly Dictionary<string, string> TooMuch = new()
    {
        ["8e3af657-a8ff-443c-a75c-2fe8c4bcb635"] = "Owner",
        ["b24988ac-6180-42a0-ab88-20f7382dd24c"] = "Contributor",
        ["18d7d88d-d35e-4fb5-a5c3-7773c20a72d9"] = "User Access Administrator",
        ["f58310d9-a9f6-439a-9e8d-f62e7b41a168"] = "Role Based Access Control Administrator",
    };

    private const string QueueSender = "c6a89b2d-59bc-44d0-9896-0f6e12d7b80a";

    // https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
    private static readonly Dictionary<string, Regex> NameRules = new(StringComparer.OrdinalIgnoreCase)
    {
        ["Microsoft.Storage/storageAccounts"] = new("^[a-z0-9]{3,24}$"),
        ["Microsoft.Storage/storageAccounts/blobServices/containers"] = new("^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$"),
        ["Microsoft.Storage/storageAccounts/queueServices/queues"] = new("^[a-z0-9](?!.*--)[a-z0-9-]{1,61}[a-z0-9]$"),
        ["Microsoft.Storage/storageAccounts/tableServices/tables"] = new("^[A-Za-z][A-Za-z0-9]{2,62}$"),
        ["Microsoft.KeyVault/vaults"] = new("^[a-zA-Z](?!.*--)[a-zA-Z0-9-]{1,22}[a-zA-Z0-9]$"),
        // The host takes 32 characters of an app's name as its own; two apps that agree in them would fight over one lease.
        ["Microsoft.Web/sites"] = new("^[a-z0-9][a-z0-9-]{0,30}[a-z0-9]$"),
        ["Microsoft.Web/serverfarms"] = new("^[a-zA-Z0-9-]{1,60}$"),
        ["Microsoft.Communication/communicationServices"] = new("^[a-zA-Z0-9-]{1,63}$"),
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

    private static IEnumerable<string> EverythingTagged(Snapshot snapshot) =>
        from resource in snapshot.Resources
        where TaggableChildren.Contains(resource.Type) || (resource.Type.Split('/').Length == 2 && !Untaggable.Contains(resource.Type))
        from tag in new[] { "application", "environment", "source" }
        where string.IsNullOrEmpty(resource.Text($"tags.{tag}"))
        select $"{resource.Type} {resource.Name} has no tag {tag}";

    private static IEnumerable<string> EverythingDiagnosed(Snapshot snapshot)
    {
        var settings = snapshot.Of("Microsoft.Insights/diagnosticSettings")
            .Where(setting => setting.Text("properties.workspaceId") is { Length: > 0 } && setting.Node.ToJsonString().Contains("\"enabled\":true", StringComparison.Ordinal))
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

    private static IEnumerable<string> LeastPrivilege(Snapshot snapshot)
    {
        foreach (var assignment in snapshot.Of("Microsoft.Authorization/roleAssignments"))
        {
            var role = assignment.Text("properties.roleDefinitionId")!.Split('/')[^1];
            var scope = assignment.Id.Split("/providers/Microsoft.Authorization/")[0];
            if (TooMuch.TryGetValue(role, out var name))
            {
                yield return $"{assignment.Text("properties.description")}: {name}";
            }

            if (!scope.Contains("/providers/", StringComparison.Ordinal))
            {
                yield return $"{assignment.Text("properties.description")}: on a whole group or subscription";
            }

            // A principal known by its id is somebody else's: a laboratory or a border.
            var isOutsider = assignment.Text("properties.principalType") == "ServicePrincipal" && Guid.TryParse(assignment.Text("properties.principalId"), out _);
            if (isOutsider && (role != QueueSender || !scope.Contains("/queues/", StringComparison.Ordinal)))
            {
                yield return $"{assignment.Text("properties.description")}: may do more than send to a queue";
            }
        }

        foreach (var role in snapshot.Of("Microsoft.Authorization/roleDefinitions"))
        {
            if (role.At("properties.permissions")!.ToJsonString().Contains('*', StringComparison.Ordinal))
            {
                yield return $"{role.Text("properties.roleName")}: a wildcard";
            }
        }
    }

    private static IEnumerable<string> NamesFit(Snapshot snapshot) =>
        from resource in snapshot.Resources
        where !resource.Name.StartsWith('[') && NameRules.TryGetValue(resource.Type, out var rule) && !rule.IsMatch(resource.ShortName)
        select $"{resource.Type}: Azure refuses the name {resource.ShortName}";
}
