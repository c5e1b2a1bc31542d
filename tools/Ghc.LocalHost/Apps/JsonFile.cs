using System.Text.Json;

namespace Ghc.LocalHost.Apps;

/// <summary>
/// Reads the JSON files of an app. Comments and trailing commas are allowed, as in the Core Tools. What is wrong is told with file and
/// line.
/// </summary>
internal static class JsonFile
{
    private static readonly JsonDocumentOptions Lenient = new()
    {
        CommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false,
    };

    /// <exception cref="InvalidDataException">The file cannot be read, or is not a JSON object.</exception>
    public static JsonElement Read(string path)
    {
        try
        {
            using var json = JsonDocument.Parse(File.ReadAllBytes(path).WithoutByteOrderMark(), Lenient);
            return json.RootElement.ValueKind == JsonValueKind.Object
                ? json.RootElement.Clone()
                : throw new InvalidDataException($"{path} must hold a JSON object.");
        }
        catch (JsonException fault)
        {
            throw new InvalidDataException($"{path}, line {fault.LineNumber + 1}: this is not valid JSON. {fault.Message}", fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InvalidDataException($"{path} cannot be read: {fault.Message}", fault);
        }
    }

    /// <summary>
    /// All values below an element, under the keys of .NET configuration, for example <c>extensions:queues:batchSize</c>.
    /// </summary>
    public static IEnumerable<KeyValuePair<string, string?>> Flatten(JsonElement element, string key) =>
        element.ValueKind switch
        {
            JsonValueKind.Object => element.EnumerateObject().SelectMany(member => Flatten(member.Value, $"{key}:{member.Name}")),
            JsonValueKind.Array => element.EnumerateArray().SelectMany((item, n) => Flatten(item, $"{key}:{n}")),
            _ => [KeyValuePair.Create(key, (string?)element.ToString())],
        };

    private static ReadOnlyMemory<byte> WithoutByteOrderMark(this byte[] content) =>
        content.AsSpan().StartsWith("\uFEFF"u8) ? content.AsMemory(3) : content;
}
