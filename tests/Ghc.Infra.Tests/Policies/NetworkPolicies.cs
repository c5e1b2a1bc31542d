using System.Text.RegularExpressions;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>Who can connect to what, and that every address follows the cloud that the template is deployed to.</summary>
internal static partial class NetworkPolicies
{
    private const string Firewalls = "Microsoft.Network/FrontDoorWebApplicationFirewallPolicies";

    public static IEnumerable<string> ProductionIsPrivate(Snapshot snapshot) =>
        !snapshot.IsProduction
            ? []
            : snapshot
                .Of("Microsoft.Storage/storageAccounts")
                .Concat(snapshot.Of("Microsoft.KeyVault/vaults"))
                .SelectMany(resource =>
                    (string[])
                        [
                            .. resource.Must("properties.publicNetworkAccess", "Disabled"),
                            .. resource.Must("properties.networkAcls.defaultAction", "Deny"),
                            .. snapshot
                                .Of("Microsoft.Network/privateEndpoints")
                                .Any(endpoint => endpoint.Node.ToJsonString().Contains(resource.Id, StringComparison.Ordinal))
                                ? []
                                : new[] { $"{resource.Name} has no private endpoint" },
                        ]
                );

    public static IEnumerable<string> OnlyTheEdgeReachesTheApp(Snapshot snapshot) =>
        !snapshot.IsProduction
            ? []
            :
            [
                .. snapshot
                    .Of("Microsoft.Web/sites")
                    .SelectMany(site =>
                        (string[])
                            [
                                .. site.Must("properties.siteConfig.ipSecurityRestrictionsDefaultAction", "Deny"),
                                .. site.At("properties.siteConfig.ipSecurityRestrictions") is { } rules
                                && rules
                                    .AsArray()
                                    .All(rule =>
                                        snapshot.HasFrontDoor
                                            ? rule!["headers"]?["x-azure-fdid"] is not null
                                            : rule!["ipAddress"]!.ToString() is var range
                                                && range != "Any"
                                                && !range.EndsWith("/0", StringComparison.Ordinal)
                                    )
                                    ? []
                                    : new[] { $"{site.Name} lets in traffic that did not come through the edge" },
                            ]
                    ),
                .. !snapshot.HasFrontDoor
                || snapshot
                    .One("Microsoft.Web/sites/config")
                    .Text("properties.Site__FrontDoorId")
                    ?.Contains("'frontDoorId'", StringComparison.Ordinal) == true
                    ? []
                    : new[] { "The app does not know the id of our Front Door" },
            ];

    /// <summary>Azure answers 429 to a rate limit and 403 to a managed rule as long as the block response is not customized.</summary>
    public static IEnumerable<string> FirewallLimitsRates(Snapshot snapshot) =>
        !snapshot.HasFrontDoor
            ? []
            :
            [
                .. snapshot.Of("Microsoft.Cdn/profiles/securityPolicies").Any() ? [] : new[] { "Front Door has no firewall" },
                .. snapshot
                    .Of(Firewalls)
                    .SelectMany(firewall =>
                        (string[])
                            [
                                .. firewall.Text("properties.policySettings.customBlockResponseStatusCode") is null
                                && firewall.Text("properties.policySettings.customBlockResponseBody") is null
                                    ? []
                                    : new[] { "Rate limits would not answer 429" },
                                .. firewall
                                    .At("properties.customRules.rules")!
                                    .AsArray()
                                    .Where(rule => rule!["ruleType"]!.ToString() == "RateLimitRule")
                                    .ToList()
                                    is var limits
                                && limits.Count > 0
                                && limits.All(limit => limit!["action"]!.ToString() == "Block")
                                    ? []
                                    : new[] { "The firewall limits no rates" },
                                .. firewall
                                    .At("properties.customRules.rules")!
                                    .AsArray()
                                    .Where(rule => rule!["action"]!.ToString() == "Allow")
                                    .Where(rule =>
                                        rule!["matchConditions"]!
                                            .AsArray()
                                            .FirstOrDefault(condition => condition!["operator"]!.ToString() == "EndsWith")
                                            ?["matchValue"]?.ToJsonString() != "[\"/api/delivery-reports\"]"
                                    )
                                    .Select(rule => $"{rule!["name"]} lets more through than delivery reports"),
                            ]
                    ),
            ];

    /// <summary>Suffixes of public Azure, which are others in Azure operated by 21Vianet.</summary>
    public static IEnumerable<string> NoCloudIsHardcoded(Snapshot snapshot) =>
        PublicCloud().Matches(snapshot.Content.ToJsonString()).Select(match => $"'{match.Value}' exists in one cloud only");

    [GeneratedRegex(
        @"[\w.-]*\b(windows\.net|azure\.com|azure\.net|azurewebsites\.net|azurefd\.net|microsoftonline\.com|applicationinsights\.io)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex PublicCloud();
}
