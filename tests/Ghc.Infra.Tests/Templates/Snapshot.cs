using System.Text.Json.Nodes;

namespace Ghc.Infra.Tests.Templates;

/// <summary>
/// The resources that a deployment would create, expanded offline by the compiler. Values that only Azure knows stay expressions in
/// brackets.
/// </summary>
internal sealed class Snapshot(string environment, JsonObject content)
{
    public bool IsProduction => environment != "dev";

    public bool HasFrontDoor => Of("Microsoft.Cdn/profiles").Any();

    public JsonObject Content => content;

    public IReadOnlyList<Resource> Resources { get; } =
    [.. content["predictedResources"]!.AsArray().Select(node => new Resource(node!.AsObject()))];

    public IEnumerable<Resource> Of(string type) =>
        Resources.Where(resource => resource.Type.Equals(type, StringComparison.OrdinalIgnoreCase));

    public Resource One(string type) => Of(type).First();

    public static Snapshot Read(string environment) =>
        Parse(environment, File.ReadAllText(Path.Combine(Bicep.Folder, $"{environment}.snapshot.json")));

    public static Snapshot Parse(string environment, string json) => new(environment, JsonNode.Parse(json)!.AsObject());
}
