using System.Text.RegularExpressions;

namespace Ghc.Infra.Tests;

/// <summary>Rules that the expanded templates keep. Each returns its complaints.</summary>
internal static partial class Policies
{
    public static readonly IReadOnlyDictionary<string, Func<Snapshot, IEnumerable<string>>> All =
        new Dictionary<string, Func<Snapshot, IEnumerable<string>>>
        {
            [nameof(NoSharedKeys)] = NoSharedKeys,
            [nameof(NothingInTheClear)] = NothingInTheClear,
            [nameof(NoSecrets)] = NoSecrets,
            [nameof(EverythingTagged)] = EverythingTagged,
            [nameof(EverythingDiagnosed)] = EverythingDiagnosed,
            [nameof(LeastPrivilege)] = LeastPrivilege,
            [nameof(ProductionIsPrivate)] = ProductionIsPrivate,
            [nameof(ProductionIsLocked)] = ProductionIsLocked,
            [nameof(NamesFit)] = NamesFit,
            [nameof(EveryQueueIsWatched)] = EveryQueueIsWatched,
        };

    private static IEnumerable<string> NoSharedKeys(Snapshot snapshot) =>
    [
        .. snapshot.Of("Microsoft.Storage/storageAccounts").SelectMany(account => account.Must("properties.allowSharedKeyAccess", "false")),
        .. snapshot.Of("Microsoft.Communication/communicationServices").SelectMany(service => service.Must("properties.disableLocalAuth", "true")),
        .. snapshot.Of("Microsoft.Insights/components").SelectMany(insights => insights.Must("properties.DisableLocalAuth", "true")),
        .. snapshot.Of("Microsoft.OperationalInsights/workspaces").SelectMany(workspace => workspace.Must("properties.features.disableLocalAuth", "true")),
        .. snapshot.Of("Microsoft.KeyVault/vaults").SelectMany(vault => vault.Must("properties.enableRbacAuthorization", "true")),
        .. snapshot.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").SelectMany(policy => policy.Must("properties.allow", "false")),
        .. snapshot.Of("Microsoft.Web/sites/basicPublishingCredentialsPolicies").Count() == 2 ? [] : new[] { "Passwords for ftp and scm are not both turned off" },
    ];

    private static IEnumerable<string> NothingInTheClear(Snapshot snapshot) =>
    [
        .. snapshot.Of("Microsoft.Storage/storageAccounts").SelectMany(account => (string[])
        [
            .. account.Must("properties.allowBlobPublicAccess", "false"),
            .. account.Must("properties.supportsHttpsTrafficOnly", "true"),
            .. account.Must("properties.minimumTlsVersion", "TLS1_2"),
        ]),
        .. snapshot.Of("Microsoft.Storage/storageAccounts/blobServices/containers").SelectMany(container => container.Must("properties.publicAccess", "None")),
        .. snapshot.Of("Microsoft.Web/sites").SelectMany(site => (string[])
        [
            .. site.Must("properties.httpsOnly", "true"),
            .. site.Must("properties.siteConfig.minTlsVersion", "1.2"),
        ]),
        .. snapshot.Of("Microsoft.KeyVault/vaults").SelectMany(vault => vault.Must("properties.enablePurgeProtection", "true")),
    ];

    private static IEnumerable<string> NoSecrets(Snapshot snapshot)
    {
        foreach (Match match in SecretText().Matches(snapshot.Content.ToJsonString()))
        {
            yield return $"The template holds or asks for a secret: {match.Value}";
        }

        foreach (var (name, value) in snapshot.Of("Microsoft.Web/sites/config").SelectMany(settings => settings.At("properties")!.AsObject()))
        {
            if (SecretName().IsMatch(name) && !value!.ToString().StartsWith("@Microsoft.KeyVault(", StringComparison.Ordinal))
            {
                yield return $"Setting {name} is no reference into the vault";
            }
        }

        foreach (var (name, _) in snapshot.Content["outputs"]!.AsObject())
        {
            if (SecretName().IsMatch(name))
            {
                yield return $"Output {name} sounds like a secret";
            }
        }
    }

    private static IEnumerable<string> ProductionIsPrivate(Snapshot snapshot) =>
        !snapshot.IsProduction ? [] :
        [
            .. snapshot.Of("Microsoft.Storage/storageAccounts").Concat(snapshot.Of("Microsoft.KeyVault/vaults")).SelectMany(resource => (string[])
            [
                .. resource.Must("properties.publicNetworkAccess", "Disabled"),
                .. resource.Must("properties.networkAcls.defaultAction", "Deny"),
                .. snapshot.Of("Microsoft.Network/privateEndpoints").Any(endpoint => endpoint.Node.ToJsonString().Contains(resource.Id, StringComparison.Ordinal))
                    ? [] : new[] { $"{resource.Name} has no private endpoint" },
            ]),
            .. snapshot.Of("Microsoft.Web/sites").SelectMany(site => (string[])
            [
                .. site.Must("properties.siteConfig.ipSecurityRestrictionsDefaultAction", "Deny"),
                .. site.At("properties.siteConfig.ipSecurityRestrictions") is { } rules
                    && rules.AsArray().All(rule => rule!["headers"]?["x-azure-fdid"] is not null)
                    ? [] : new[] { $"{site.Name} lets in traffic that did not come through our Front Door" },
            ]),
            .. snapshot.One("Microsoft.Web/sites/config").Text("properties.Site__FrontDoorId")?.Contains("'frontDoorId'", StringComparison.Ordinal) == true
                ? [] : new[] { "The app does not know the id of our Front Door" },
            .. snapshot.Of("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies").SelectMany(firewall => (string[])
            [
                .. firewall.Must("properties.policySettings.mode", "Prevention"),
                .. firewall.Node.ToJsonString().Contains("RateLimitRule", StringComparison.Ordinal) ? [] : new[] { "The firewall limits no rates" },
            ]),
            .. snapshot.Of("Microsoft.Cdn/profiles/securityPolicies").Any() ? [] : new[] { "Front Door has no firewall" },
        ];

    private static IEnumerable<string> ProductionIsLocked(Snapshot snapshot)
    {
        if (!snapshot.IsProduction)
        {
            yield break;
        }

        var keeps = new[] { "Microsoft.KeyVault/vaults", "Microsoft.Storage/storageAccounts/ghcdata" };
        var locks = snapshot.Of("Microsoft.Authorization/locks").Where(it => it.Text("properties.level") == "CanNotDelete").ToList();
        foreach (var kept in keeps.Where(kept => !locks.Any(it => it.Id.Contains(kept, StringComparison.Ordinal))))
        {
            yield return $"{kept} can be deleted by a slip";
        }
    }

    private static IEnumerable<string> EveryQueueIsWatched(Snapshot snapshot)
    {
        var queues = snapshot.Of("Microsoft.Storage/storageAccounts/queueServices/queues").Select(queue => queue.ShortName).ToHashSet();
        var alerts = snapshot.Of("Microsoft.Insights/scheduledQueryRules").Where(alert => alert.Text("properties.enabled") == "true").ToList();
        foreach (var queue in queues.Where(queue => !queue.EndsWith("-poison", StringComparison.Ordinal)))
        {
            if (!queues.Contains($"{queue}-poison"))
            {
                yield return $"{queue} has no poison queue";
            }

            if (!alerts.Any(alert => alert.At("properties.criteria")!.ToJsonString().Contains($"{queue}-poison", StringComparison.Ordinal)))
            {
                yield return $"No alert watches {queue}-poison";
            }
        }

        foreach (var alert in alerts.Where(alert => alert.At("properties.actions.actionGroups") is not { } groups || groups.AsArray().Count == 0))
        {
            yield return $"Alert {alert.Name} tells nobody";
        }
    }

    [GeneratedRegex("list(Account|Service)?(Keys|Secrets|Sas)\\w*\\(|AccountKey=|SharedAccess(Key|Signature)|sig=[A-Za-z0-9%]{20}|BEGIN [A-Z ]*PRIVATE KEY", RegexOptions.IgnoreCase)]
    private static partial Regex SecretText();

    [GeneratedRegex("pepper|secret(?!Reference)|password|accessKey|__Keys__|storageKey", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
