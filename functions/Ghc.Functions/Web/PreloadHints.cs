using System.Collections.Frozen;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ghc.Functions.Web;

/// <summary>
/// Names the files that a page needs in a Link header (RFC 8288), so that a browser on its first visit requests them together with the first script instead of
/// after it: on a slow network that saves a round trip. The build of the pages writes the lists (web/build/preload.ts).
/// </summary>
public sealed partial class PreloadHints
{
    public const string FileName = "preload.json";

    private readonly FrozenDictionary<string, string> pages;
    private readonly FrozenDictionary<string, string> languages;

    private PreloadHints(Lists lists)
    {
        pages = lists.Pages.ToFrozenDictionary(page => page.Key.Trim('/'), page => string.Join(", ", page.Value.Select(Hint)), StringComparer.Ordinal);
        languages = lists.Languages.ToFrozenDictionary(language => language.Key, language => Hint(language.Value), StringComparer.Ordinal);
    }

    /// <summary>Without hints the pages work too, one round trip later.</summary>
    public static PreloadHints Read(string folder)
    {
        var file = Path.Combine(folder, FileName);
        var lists = File.Exists(file) ? JsonSerializer.Deserialize(File.ReadAllBytes(file), Json.Default.Lists) : null;
        return new PreloadHints(lists ?? new Lists([], []));
    }

    /// <summary>The value of the header; null if there is nothing to name.</summary>
    public string? For(string path, CultureInfo language)
    {
        var hints = new[] { pages.GetValueOrDefault(path.Trim('/')), languages.GetValueOrDefault(language.Name) };
        return hints.Any(hint => hint is not null) ? string.Join(", ", hints.Where(hint => !string.IsNullOrEmpty(hint))) : null;
    }

    private static string Hint(string file) =>
        file.EndsWith(".css", StringComparison.Ordinal) ? $"<{file}>; rel=preload; as=style" : $"<{file}>; rel=modulepreload";

    internal sealed record Lists(Dictionary<string, string[]> Pages, Dictionary<string, string> Languages);

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(Lists))]
    internal sealed partial class Json : JsonSerializerContext;
}
