using System.Text.Json.Nodes;

namespace Ghc.Infra.Tests.Templates;

/// <summary>One expanded resource. Values are read by path, for example <c>properties.networkAcls.defaultAction</c>.</summary>
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
        string.Equals(Text(path), expected, StringComparison.OrdinalIgnoreCase)
            ? []
            : [$"{Type} {Name}: {path} is {Text(path) ?? "missing"}, not {expected}"];
}
