using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Ghc.Storage.Emulation;

namespace Ghc.Bench.Reporting;

/// <summary>
/// Where a run leaves what it found: results as JSON in artifacts/bench, charts in docs/pictures, text between markers in
/// docs/performance.md. A run with a folder of its own (a smoke, a trial) leaves the repository's documents alone.
/// </summary>
public sealed class OutputFolders
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };

    private readonly string docs;

    private OutputFolders(string results, string docs) => (Results, this.docs) = (results, docs);

    /// <summary>The folder of GhcFunctions.sln.</summary>
    public static string RepositoryRoot => Emulator.RepositoryRoot;

    public string Results { get; }

    public static Option<DirectoryInfo?> Option() =>
        new("--output") { Description = "A folder for results and report; without it, artifacts/bench and docs/performance.md." };

    public static OutputFolders Of(DirectoryInfo? own) =>
        own is null
            ? new OutputFolders(Path.Combine(RepositoryRoot, "artifacts", "bench"), Path.Combine(RepositoryRoot, "docs"))
            : new OutputFolders(own.FullName, own.FullName);

    /// <summary>Writes <c>artifacts/bench/NAME.json</c>.</summary>
    public async Task WriteResultsAsync<T>(string name, T results, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Results);
        await File.WriteAllTextAsync(Path.Combine(Results, $"{name}.json"), JsonSerializer.Serialize(results, Json) + "\n", cancellation);
    }

    /// <summary>Writes <c>docs/pictures/bench-NAME.svg</c> and answers how performance.md points at it.</summary>
    public async Task<string> WriteChartAsync(string name, string svg, string description, CancellationToken cancellation)
    {
        var pictures = Directory.CreateDirectory(Path.Combine(docs, "pictures")).FullName;
        await File.WriteAllTextAsync(Path.Combine(pictures, $"bench-{name}.svg"), svg, cancellation);
        return $"![{description}](pictures/bench-{name}.svg)";
    }

    /// <summary>Reads <c>artifacts/bench/NAME.json</c>; null if it is not there.</summary>
    public async Task<T?> ReadResultsAsync<T>(string name, CancellationToken cancellation)
        where T : class
    {
        var file = Path.Combine(Results, $"{name}.json");
        return File.Exists(file) ? JsonSerializer.Deserialize<T>(await File.ReadAllTextAsync(file, cancellation), Json) : null;
    }

    /// <summary>
    /// Puts text between <c>&lt;!-- bench:NAME --&gt;</c> and <c>&lt;!-- /bench:NAME --&gt;</c> of a document; the prose around it is
    /// people's.
    /// </summary>
    public async Task WriteSectionAsync(string name, string markdown, CancellationToken cancellation, string document = "performance.md")
    {
        Directory.CreateDirectory(docs);
        var file = Path.Combine(docs, document);
        var (open, close) = ($"<!-- bench:{name} -->", $"<!-- /bench:{name} -->");
        var text = File.Exists(file)
            ? await File.ReadAllTextAsync(file, cancellation)
            : $"# {char.ToUpperInvariant(document[0])}{Path.GetFileNameWithoutExtension(document)[1..]}\n";
        var start = text.IndexOf(open, StringComparison.Ordinal);
        var end = text.IndexOf(close, StringComparison.Ordinal);
        var section = $"{open}\n{markdown.Trim()}\n{close}";
        text = start >= 0 && end > start ? text[..start] + section + text[(end + close.Length)..] : $"{text.TrimEnd()}\n\n{section}\n";
        await File.WriteAllTextAsync(file, text, cancellation);
    }
}
