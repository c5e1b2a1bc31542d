using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain.Colors;

namespace Ghc.Cli;

/// <summary>One rule that differs.</summary>
public sealed record PolicyDifference(string Path, string Old, string New);

/// <summary>The members of two policies that differ, by path. Examples are counted, not listed: they are proofs, not rules.</summary>
public static class PolicyDiff
{
    private const string Missing = "–";

    /// <summary>7+3 as it is, and not as an escape.</summary>
    private static readonly JsonSerializerOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static IReadOnlyList<PolicyDifference> Between(Policy old, Policy @new)
    {
        var (left, right) = (Flatten(old), Flatten(@new));
        return
        [
            .. left
                .Keys.Union(right.Keys)
                .Order(StringComparer.Ordinal)
                .Select(path => new PolicyDifference(path, left.GetValueOrDefault(path, Missing), right.GetValueOrDefault(path, Missing)))
                .Where(difference => difference.Old != difference.New),
        ];
    }

    /// <summary>What a pack says, by path, as a table shows it: without its sources, and with its examples counted.</summary>
    public static IReadOnlyDictionary<string, string> Rules(JsonObject pack)
    {
        var values = Flatten(pack.DeepClone().AsObject());
        values.Remove("sources");
        return values;
    }

    private static Dictionary<string, string> Flatten(Policy policy) => Flatten(JsonNode.Parse(policy.Json)!.AsObject());

    private static Dictionary<string, string> Flatten(JsonObject pack)
    {
        var values = new Dictionary<string, string> { ["examples"] = $"{(pack["examples"] as JsonArray)?.Count ?? 0} cases" };
        pack.Remove("examples");
        Add(pack, "", values);
        return values;
    }

    private static void Add(JsonNode? node, string path, Dictionary<string, string> values)
    {
        if (node is not JsonObject members)
        {
            values[path] = node?.ToJsonString(AsItIs) ?? "null";
            return;
        }

        foreach (var (name, value) in members)
        {
            Add(value, path.Length == 0 ? name : $"{path}.{name}", values);
        }
    }
}
