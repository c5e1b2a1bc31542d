using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Configuration.EnvironmentVariables;
using Microsoft.Extensions.Configuration.Memory;

namespace Ghc.LocalWorker;

/// <summary>
/// <c>local.settings.json</c>, the settings file of the Core Tools: <c>{"IsEncrypted":false,"Values":{"A__B":"x"},"ConnectionStrings":{}}</c>.
/// Environment variables win over it, as they do with the Core Tools.
/// </summary>
internal static class LocalSettings
{
    private static readonly JsonDocumentOptions Lenient = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static void AddTo(ConfigurationManager configuration, string contentRoot)
    {
        if (FindFile(configuration, contentRoot) is not { } file)
            return;
        var sources = ((IConfigurationBuilder)configuration).Sources;
        var environment = sources.ToList().FindLastIndex(s => s is EnvironmentVariablesConfigurationSource { Prefix: null or "" });
        sources.Insert(Math.Max(environment, 0), new MemoryConfigurationSource { InitialData = Read(file) });
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
            return Section(root, "Values", "").Concat(Section(root, "ConnectionStrings", "ConnectionStrings:")).ToDictionary();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{file} is not valid JSON: {e.Message}", e);
        }
    }

    private static IEnumerable<KeyValuePair<string, string?>> Section(JsonElement root, string name, string prefix) =>
        root.TryGetProperty(name, out var section)
            ? section.EnumerateObject().Select(p => KeyValuePair.Create(
                prefix + p.Name.Replace("__", ":", StringComparison.Ordinal), (string?)p.Value.ToString()))
            : [];
}
