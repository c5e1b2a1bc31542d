using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Infra.Tests.Templates;

namespace Ghc.Infra.Tests.Firewall;

/// <summary>
/// Applies rules.json as the firewall applies its managed rules: to every value of a JSON body and every cookie, except those that the
/// policy of the template excludes. A request is blocked when the scores of all matches reach 5.
/// </summary>
internal sealed class FirewallEngine(IReadOnlyList<(string Variable, string Operator, string Selector)> exclusions)
{
    private const int Threshold = 5;

    private static readonly FirewallRule[] Rules = LoadRules();

    public static FirewallEngine WithoutExclusions { get; } = new([]);

    /// <summary>The engine with the exclusions of the production template.</summary>
    public static FirewallEngine FromTemplate() => From(Snapshot.Read("prod"));

    public static FirewallEngine From(Snapshot snapshot)
    {
        var sets = snapshot
            .One("Microsoft.Network/FrontDoorWebApplicationFirewallPolicies")
            .At("properties.managedRules.managedRuleSets")!
            .AsArray();
        var exclusions = sets.Single(set => set!["ruleSetType"]!.ToString() == "Microsoft_DefaultRuleSet")!["exclusions"]!.AsArray();
        return new([
            .. exclusions.Select(it =>
                (it!["matchVariable"]!.ToString(), it["selectorMatchOperator"]!.ToString(), it["selector"]!.ToString())
            ),
        ]);
    }

    /// <summary>The ids of the rules that together block the request; empty if it passes.</summary>
    public IReadOnlyList<int> Blocking(string body, string? cookieName = null, string? cookieValue = null)
    {
        var hits = (
            from argument in Arguments(JsonNode.Parse(body)!, "")
            where !IsExcluded("RequestBodyJsonArgNames", argument.Name)
            from rule in Rules
            where rule.Matches(argument.Value)
            select rule
        ).ToList();
        if (cookieName is not null && !IsExcluded("RequestCookieNames", cookieName))
        {
            hits.AddRange(Rules.Where(rule => rule.InspectsCookies && rule.Matches(cookieValue!)));
        }

        return hits.Sum(rule => rule.Score) >= Threshold ? [.. hits.Select(rule => rule.Id).Distinct()] : [];
    }

    private bool IsExcluded(string variable, string name) =>
        exclusions.Any(exclusion =>
            exclusion.Variable == variable
            && exclusion.Operator switch
            {
                "Equals" => name.Equals(exclusion.Selector, StringComparison.OrdinalIgnoreCase),
                "StartsWith" => name.StartsWith(exclusion.Selector, StringComparison.OrdinalIgnoreCase),
                "EndsWith" => name.EndsWith(exclusion.Selector, StringComparison.OrdinalIgnoreCase),
                "Contains" => name.Contains(exclusion.Selector, StringComparison.OrdinalIgnoreCase),
                "EqualsAny" => true,
                var other => throw new InvalidOperationException($"Unknown operator {other}"),
            }
        );

    /// <summary>Front Door names nested members with dots and leaves array positions out: <c>visits.healthCode</c>.</summary>
    private static IEnumerable<(string Name, string Value)> Arguments(JsonNode? node, string name) =>
        node switch
        {
            JsonObject members => members.SelectMany(member =>
                Arguments(member.Value, name.Length == 0 ? member.Key : $"{name}.{member.Key}")
            ),
            JsonArray items => items.SelectMany(item => Arguments(item, name)),
            null => [],
            _ => [(name, node.ToString())],
        };

    private static FirewallRule[] LoadRules()
    {
        using var stream = typeof(FirewallEngine).Assembly.GetManifestResourceStream("rules.json")!;
        return JsonNode.Parse(stream)!["rules"].Deserialize<FirewallRule[]>(JsonSerializerOptions.Web)!;
    }
}
