using System.Text.Json.Nodes;

namespace Ghc.Infra.Tests;

/// <summary>What a deployment would create, as the compiler expands it offline. What only Azure knows stays an expression in brackets.</summary>
internal sealed class Snapshot(string environment, JsonObject content)
{
    public bool IsProduction => environment == "prod";

    public JsonObject Content => content;

    public IReadOnlyList<Resource> Resources { get; } =
        [.. content["predictedResources"]!.AsArray().Select(node => new Resource(node!.AsObject()))];

    public IEnumerable<Resource> Of(string type) => Resources.Where(resource => resource.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    public Resource One(string type) => Of(type).First();

    public static Snapshot Read(string environment) => Parse(environment, File.ReadAllText(Path.Combine(Bicep.Folder, $"{environment}.snapshot.json")));

    public static Snapshot Parse(string environment, string json) => new(environment, JsonNode.Parse(json)!.AsObject());
}

/// <summary>One resource; a path such as <c>properties.networkAcls.defaultAction</c> leads to what it says.</summary>
internal sealed class Resource(JsonObject node)
{
    public JsonObject Node => node;

    public string Id => Text("id")!;

    public string Type => Text("type")!;

    public string Name => Text("name")!;

    /// <summary>The last part of a child's name: the queue and not account/default/queue.</summary>
    public string ShortName => Name.Split('/')[^1];

    public string? Text(string path) => At(path)?.ToString();

    public JsonNode? At(string path) => path.Split('.').Aggregate((JsonNode?)node, (at, part) => (at as JsonObject)?[part]);

    /// <summary>A complaint unless the value at the path is the expected one.</summary>
    public IEnumerable<string> Must(string path, string expected) =>
        string.Equals(Text(path), expected, StringComparison.OrdinalIgnoreCase) ? [] : [$"{Type} {Name}: {path} is {Text(path) ?? "missing"}, not {expected}"];
}
