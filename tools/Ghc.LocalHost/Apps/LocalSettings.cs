using System.Globalization;
using System.Text.Json;

namespace Ghc.LocalHost.Apps;

/// <summary>The settings file of the Core Tools, <c>local.settings.json</c>.</summary>
/// <param name="Values">Settings under the names of environment variables, for example <c>Sms__Provider</c>.</param>
/// <param name="Port">Where to listen, if the file says so.</param>
public sealed record LocalSettings(IReadOnlyDictionary<string, string> Values, int? Port)
{
    public const string FileName = "local.settings.json";

    public static LocalSettings Empty { get; } = new(new Dictionary<string, string>(), null);

    /// <summary>Reads the named file, or the one in the folder of the app if none is named.</summary>
    public static LocalSettings Find(string? named, string appFolder)
    {
        var file = Path.GetFullPath(named ?? Path.Combine(appFolder, FileName));
        return named is null && !File.Exists(file) ? Empty : Read(file);
    }

    /// <exception cref="InvalidDataException">Tells the file and what is wrong with it.</exception>
    public static LocalSettings Read(string file)
    {
        var root = JsonFile.Read(file);
        if (root.TryGetProperty("IsEncrypted", out var encrypted) && encrypted.ValueKind == JsonValueKind.True)
        {
            throw new InvalidDataException(
                $"{file} is encrypted, and only the Core Tools can read it. Run `func settings decrypt`, or write it with \"IsEncrypted\": false."
            );
        }

        var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in Section(file, root, "Values"))
        {
            Add(file, values, name, value);
        }

        foreach (var (name, value) in Section(file, root, "ConnectionStrings"))
        {
            // The Core Tools also accept {"ConnectionString": "…", "ProviderName": "…"}.
            var text = value.ValueKind == JsonValueKind.Object && value.TryGetProperty("ConnectionString", out var inner) ? inner : value;
            Add(file, values, $"ConnectionStrings__{name}", text);
        }

        return new LocalSettings(values, PortOf(file, root));
    }

    private static IEnumerable<(string Name, JsonElement Value)> Section(string file, JsonElement root, string name)
    {
        if (!root.TryGetProperty(name, out var section) || section.ValueKind == JsonValueKind.Null)
        {
            return [];
        }

        return section.ValueKind == JsonValueKind.Object
            ? section.EnumerateObject().Select(member => (member.Name, member.Value))
            : throw new InvalidDataException($"{file}: {name} must be an object with names and texts.");
    }

    private static void Add(string file, Dictionary<string, string> values, string name, JsonElement value)
    {
        // A colon is not allowed in the name of an environment variable everywhere; two underscores mean the same.
        var variable = name.Replace(":", "__", StringComparison.Ordinal);
        if (value.ValueKind is JsonValueKind.Object or JsonValueKind.Array)
        {
            throw new InvalidDataException(
                $"{file}: the value of {name} must be a text. Write nested settings as separate names, for example {name}__Member."
            );
        }

        if (value.ValueKind != JsonValueKind.Null && !values.TryAdd(variable, value.ToString()))
        {
            throw new InvalidDataException($"{file}: {name} is set twice; names are compared without regard to case.");
        }
    }

    private static int? PortOf(string file, JsonElement root)
    {
        if (
            !root.TryGetProperty("Host", out var host)
            || host.ValueKind != JsonValueKind.Object
            || !host.TryGetProperty("LocalHttpPort", out var port)
        )
        {
            return null;
        }

        return
            int.TryParse(port.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number is > 0 and <= ushort.MaxValue
            ? number
            : throw new InvalidDataException($"{file}: Host.LocalHttpPort must be a port number, not {port}.");
    }
}
