using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>
/// The checks of the Azure Well-Architected Framework that apply to our resource types, named after the rules of PSRule for Azure
/// (https://azure.github.io/PSRule.Rules.Azure/en/rules/resource/), which itself needs PowerShell and a network.
/// </summary>
internal static class WellArchitected
{
    private sealed record Check(string Rule, string Type, string Path, string Expected, bool ProductionOnly = false);

    private static readonly Check[] Checks =
    [
        new("Azure.Storage.SecureTransfer", "Microsoft.Storage/storageAccounts", "properties.supportsHttpsTrafficOnly", "true"),
        new("Azure.Storage.MinTLS", "Microsoft.Storage/storageAccounts", "properties.minimumTlsVersion", "TLS1_2"),
        new("Azure.Storage.BlobPublicAccess", "Microsoft.Storage/storageAccounts", "properties.allowBlobPublicAccess", "false"),
        new("Azure.Storage.BlobAccessType", "Microsoft.Storage/storageAccounts/blobServices/containers", "properties.publicAccess", "None"),
        new(
            "Azure.Storage.SoftDelete",
            "Microsoft.Storage/storageAccounts/blobServices",
            "properties.deleteRetentionPolicy.enabled",
            "true"
        ),
        new(
            "Azure.Storage.ContainerSoftDelete",
            "Microsoft.Storage/storageAccounts/blobServices",
            "properties.containerDeleteRetentionPolicy.enabled",
            "true"
        ),
        new(
            "Azure.Storage.Firewall",
            "Microsoft.Storage/storageAccounts",
            "properties.networkAcls.defaultAction",
            "Deny",
            ProductionOnly: true
        ),
        new("Azure.KeyVault.SoftDelete", "Microsoft.KeyVault/vaults", "properties.enableSoftDelete", "true"),
        new("Azure.KeyVault.PurgeProtect", "Microsoft.KeyVault/vaults", "properties.enablePurgeProtection", "true"),
        new("Azure.KeyVault.RBAC", "Microsoft.KeyVault/vaults", "properties.enableRbacAuthorization", "true"),
        new("Azure.KeyVault.Firewall", "Microsoft.KeyVault/vaults", "properties.networkAcls.defaultAction", "Deny", ProductionOnly: true),
        new("Azure.AppService.UseHTTPS", "Microsoft.Web/sites", "properties.httpsOnly", "true"),
        new("Azure.AppService.MinTLS", "Microsoft.Web/sites", "properties.siteConfig.minTlsVersion", "1.2"),
        new("Azure.AppService.MinTLS (scm)", "Microsoft.Web/sites", "properties.siteConfig.scmMinTlsVersion", "1.2"),
        new("Azure.AppService.RemoteDebug", "Microsoft.Web/sites", "properties.siteConfig.remoteDebuggingEnabled", "false"),
        new("Azure.AppService.HTTP2", "Microsoft.Web/sites", "properties.siteConfig.http20Enabled", "true"),
        new("Azure.AppService.WebSecureFtp", "Microsoft.Web/sites", "properties.siteConfig.ftpsState", "Disabled"),
        new("Azure.AppService.ARRAffinity", "Microsoft.Web/sites", "properties.clientAffinityEnabled", "false"),
        new("Azure.AppService.ManagedIdentity", "Microsoft.Web/sites", "identity.type", "UserAssigned"),
        new(
            "Azure.AppService.PlanInstanceCount (zones)",
            "Microsoft.Web/serverfarms",
            "properties.zoneRedundant",
            "true",
            ProductionOnly: true
        ),
        new(
            "Azure.FrontDoorWAF.Enabled",
            "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
            "properties.policySettings.enabledState",
            "Enabled"
        ),
        new(
            "Azure.FrontDoorWAF.PreventionMode",
            "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies",
            "properties.policySettings.mode",
            "Prevention"
        ),
        new("Azure.PublicIP.StandardSKU", "Microsoft.Network/publicIPAddresses", "sku.name", "Standard"),
    ];

    // Rules that we break on purpose. The README repeats the reasons, and a test compares the two lists.
    public static readonly IReadOnlyDictionary<string, string> Waived = new Dictionary<string, string>
    {
        ["Azure.Storage.UseReplication"] = "personal data stays in one region, in three zones",
        ["Azure.FrontDoorWAF.Exclusions"] = "codes, passwords and names look like attacks to the managed rules",
        ["Azure.FrontDoor.Probe"] = "with one origin a probe could only take the site down",
        ["Azure.FrontDoor.Logs"] = "the access log would record who showed a code where; the firewall's log is kept",
        ["Azure.RBAC.UseRGDelegation"] = "every role is assigned on the smallest scope that works",
        ["Azure.NSG.DenyAllInbound"] = "applies to private endpoints only, which nobody else needs to reach",
    };

    public static IEnumerable<string> Complaints(Snapshot snapshot) =>
        [
            .. from check in Checks
            where snapshot.IsProduction || !check.ProductionOnly
            from resource in snapshot.Of(check.Type)
            from complaint in resource.Must(check.Path, check.Expected)
            select $"{check.Rule}: {complaint}",
            .. NetworkRules(snapshot),
            .. AppInsightsAndRuleSets(snapshot),
        ];

    private static IEnumerable<string> NetworkRules(Snapshot snapshot)
    {
        foreach (
            var subnet in snapshot
                .Of("Microsoft.Network/virtualNetworks")
                .SelectMany(network => network.At("properties.subnets")!.AsArray())
        )
        {
            if (subnet!["name"]!.ToString() != "GatewaySubnet" && subnet["properties"]!["networkSecurityGroup"] is null)
            {
                yield return $"Azure.VNET.UseNSGs: subnet {subnet["name"]} has no security group";
            }
        }

        foreach (var group in snapshot.Of("Microsoft.Network/networkSecurityGroups"))
        {
            var rules = group.At("properties.securityRules")?.AsArray().Select(rule => rule!["properties"]!.AsObject()).ToList() ?? [];
            if (
                rules.Any(rule =>
                    rule["direction"]!.ToString() == "Inbound"
                    && rule["access"]!.ToString() == "Allow"
                    && rule["sourceAddressPrefix"]?.ToString() is "*" or "Internet"
                )
            )
            {
                yield return $"Azure.NSG.AnyInboundSource: {group.Name}";
            }

            var managesNothing = !group.Name.EndsWith("-operators", StringComparison.Ordinal);
            if (
                managesNothing
                && !rules.Any(rule =>
                    rule["direction"]!.ToString() == "Outbound"
                    && rule["access"]!.ToString() == "Deny"
                    && rule["destinationPortRanges"]?.ToJsonString().Contains("\"3389\"", StringComparison.Ordinal) == true
                )
            )
            {
                yield return $"Azure.NSG.LateralTraversal: {group.Name}";
            }
        }

        foreach (
            var address in snapshot.Of("Microsoft.Network/publicIPAddresses").Where(address => address.At("zones")?.AsArray().Count != 3)
        )
        {
            yield return $"Azure.PublicIP.AvailabilityZone: {address.Name}";
        }
    }

    private static IEnumerable<string> AppInsightsAndRuleSets(Snapshot snapshot)
    {
        if (snapshot.Of("Microsoft.Insights/components").Any(component => component.Text("properties.WorkspaceResourceId") is null))
        {
            yield return "Azure.AppInsights.Workspace: telemetry is not stored in the workspace";
        }

        if (
            !snapshot
                .Of("Microsoft.Insights/activityLogAlerts")
                .Any(alert => alert.Node.ToJsonString().Contains("ServiceHealth", StringComparison.Ordinal))
        )
        {
            yield return "Azure.Monitor.ServiceHealth: no alert about incidents of Azure";
        }

        foreach (var firewall in snapshot.Of("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies"))
        {
            var sets = firewall.At("properties.managedRules.managedRuleSets")!.AsArray();
            if (
                !sets.Any(set =>
                    set!["ruleSetType"]!.ToString() == "Microsoft_DefaultRuleSet" && set["ruleSetAction"]!.ToString() == "Block"
                ) || !sets.Any(set => set!["ruleSetType"]!.ToString() == "Microsoft_BotManagerRuleSet")
            )
            {
                yield return "Azure.FrontDoorWAF.RuleGroups: managed rules are missing or do not block";
            }
        }
    }
}
