using System.Text.Json;
using Microsoft.Extensions.Configuration;

namespace Ghc.LocalWorker;

/// <summary>
/// <c>local.settings.json</c>, the settings file of the Core Tools: <c>{"IsEncrypted":false,"Values":{"A__B":"x"},"ConnectionStrings":{}}</c>.
/// Environment variables win over it, as they do with the Core Tools.
/// </summary>
internal static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    /// <summary>On top, and once more on top of that what wins over it: putting it below would load all that is there again.</summary>
    public static void AddTo(ConfigurationManager configuration, string contentRoot, string[] args)
    {
        if (FindFile(configuration, contentRoot) is { } file)
            configuration.AddInMemoryCollection(Read(file)).AddEnvironmentVariables().AddCommandLine(args);
    }

    private static string? FindFile(ConfigurationManager configuration, string contentRoot)
    {
        if (configuration["GHC_SETTINGS"] is { Length: > 0 } named)
        {
            var path = Path.GetFullPath(named, contentRoot);
            return File.Exists(path) ? path : throw new InvalidOperationException($"GHC_SETTINGS names a file that does not exist: {path}");
        }
        var usual = Path.Combine(contentRoot, "local.settings.json");
        return File.Exists(usual) ? usual : null;
    }

    private static Dictionary<string, string?> Read(string file)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllText(file), Lenient);
            var root = json.RootElement;
            if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
                throw new InvalidOperationException($"{file} is encrypted, which only the Core Tools can read; set IsEncrypted to false.");
            var values = new Dictionary<string, string?>();
            Add(values, root, "Values", "");
            Add(values, root, "ConnectionStrings", "ConnectionStrings:");
            return values;
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{file} is not valid JSON: {e.Message}", e);
        }
    }

    private static void Add(Dictionary<string, string?> values, JsonElement root, string name, string prefix)
    {
        if (!root.TryGetProperty(name, out var section))
            return;
        foreach (var property in section.EnumerateObject())
            values.Add(prefix + property.Name.Replace("__", ":", StringComparison.Ordinal), property.Value.ToString());
    }
}
