using System.Text.Json;
using System.Text.Json.Nodes;

namespace Ghc.Functions.Tests.Contracts;

/// <summary>The files of <c>docs/</c>, as they stand in the working tree.</summary>
internal static class Docs
{
    public static string Folder { get; } = Path.Combine(Root(), "docs");

    public static string Text(string path) => File.ReadAllText(Path.Combine(Folder, path));

    public static JsonElement Json(string path) => Parse(Text(path));

    public static JsonElement Parse(string text) => JsonDocument.Parse(text).RootElement;

    /// <summary>Schemas by the name that a message gives in its member <c>schema</c>.</summary>
    public static IReadOnlyDictionary<string, JsonElement> Schemas { get; } =
        Directory
            .GetFiles(Path.Combine(Folder, "schemas"), "*.json")
            .ToDictionary(f => Path.GetFileNameWithoutExtension(f), f => Parse(File.ReadAllText(f)));

    /// <summary>What is wrong with a message, judged by the schema that it names.</summary>
    public static IReadOnlyList<string> Errors(JsonNode message)
    {
        var schema = Schemas[message["schema"]!.GetValue<string>()];
        return new JsonSchema(schema).Errors(Parse(message.ToJsonString()));
    }

    private static string Root()
    {
        var at = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(at.FullName, "GhcFunctions.sln")))
        {
            at = at.Parent ?? throw new InvalidOperationException("The tests run outside the repository.");
        }

        return at.FullName;
    }
}
