using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Domain;

namespace Ghc.Cli;

/// <summary>A JSON file that holds one message, or an array of them.</summary>
public static class RowFile
{
    public static Outcome<IReadOnlyList<string>> Read(FileInfo file)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(file.FullName)) switch
            {
                JsonArray rows => rows.Select(row => row?.ToJsonString() ?? "null").ToArray(),
                JsonObject single => new[] { single.ToJsonString() },
                _ => Refusal.Invalid("body", "body.object"),
            };
        }
        catch (JsonException)
        {
            return Refusal.Invalid("body", "body.json");
        }
    }
}
