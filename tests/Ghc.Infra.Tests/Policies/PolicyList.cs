using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Policies;

/// <summary>All rules that the expanded templates keep. Each returns its complaints.</summary>
internal static class PolicyList
{
    public static readonly IReadOnlyDictionary<string, Func<Snapshot, IEnumerable<string>>> All = new Dictionary<
        string,
        Func<Snapshot, IEnumerable<string>>
    >
    {
        [nameof(AccessPolicies.NoSharedKeys)] = AccessPolicies.NoSharedKeys,
        [nameof(AccessPolicies.NoSecrets)] = AccessPolicies.NoSecrets,
        [nameof(AccessPolicies.LeastPrivilege)] = AccessPolicies.LeastPrivilege,
        [nameof(NetworkPolicies.ProductionIsPrivate)] = NetworkPolicies.ProductionIsPrivate,
        [nameof(NetworkPolicies.OnlyTheEdgeReachesTheApp)] = NetworkPolicies.OnlyTheEdgeReachesTheApp,
        [nameof(NetworkPolicies.FirewallLimitsRates)] = NetworkPolicies.FirewallLimitsRates,
        [nameof(NetworkPolicies.NoCloudIsHardcoded)] = NetworkPolicies.NoCloudIsHardcoded,
        [nameof(AlertPolicies.EveryQueueIsWatched)] = AlertPolicies.EveryQueueIsWatched,
        [nameof(AlertPolicies.SevereAlertsPage)] = AlertPolicies.SevereAlertsPage,
        [nameof(AlertPolicies.AnOutagePages)] = AlertPolicies.AnOutagePages,
        [nameof(InventoryPolicies.EverythingTagged)] = InventoryPolicies.EverythingTagged,
        [nameof(InventoryPolicies.EverythingDiagnosed)] = InventoryPolicies.EverythingDiagnosed,
        [nameof(InventoryPolicies.NamesFit)] = InventoryPolicies.NamesFit,
        [nameof(InventoryPolicies.ProductionIsLocked)] = InventoryPolicies.ProductionIsLocked,
        [nameof(WellArchitected)] = WellArchitected.Complaints,
    };
}
