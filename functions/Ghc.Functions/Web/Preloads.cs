using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Platform.Json;

namespace Ghc.Functions.Web;

/// <summary>
/// What a page loads next, by its path and its language: the browser gets it with the page instead of one round trip later. The list is
/// made by the build of the pages (web/build/preload.ts).
/// </summary>
public sealed record Preloads(IReadOnlyDictionary<string, string[]> Pages, IReadOnlyDictionary<string, string> Languages)
{
    private static readonly Preloads None = new(new Dictionary<string, string[]>(), new Dictionary<string, string>());

    public static Preloads Read(string file)
    {
        if (!File.Exists(file))
        {
            return None;
        }

        using var content = File.OpenRead(file);
        return JsonSerializer.Deserialize(content, PreloadsJson.Types.Preloads) ?? None;
    }

    /// <summary>The value of the Link header for a page; empty where nothing is known of it.</summary>
    public string Of(string path, CultureInfo language)
    {
        if (!Pages.TryGetValue("/" + path.TrimEnd('/'), out var files))
        {
            return "";
        }

        return string.Join(
            ", ",
            Languages.TryGetValue(language.Name, out var texts) ? files.Append(texts).Select(Link) : files.Select(Link)
        );
    }

    private static string Link(string file) =>
        file.EndsWith(".css", StringComparison.Ordinal) ? $"<{file}>; rel=preload; as=style" : $"<{file}>; rel=modulepreload";
}

[JsonSourceGenerationOptions(GenerationMode = JsonSourceGenerationMode.Metadata)]
[JsonSerializable(typeof(Preloads))]
internal sealed partial class PreloadsJson : JsonSerializerContext
{
    public static PreloadsJson Types { get; } = new(JsonContract.CreateOptions());
}
