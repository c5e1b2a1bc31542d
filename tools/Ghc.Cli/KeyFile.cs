using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Ghc.Functions.SwitchOff;

namespace Ghc.Cli;

/// <summary>
/// The key rings in a settings file: <c>Keys__Sealing__Current</c>, <c>Keys__Sealing__Keys__k1</c> and so on. All else in the file stays as
/// it is.
/// </summary>
public sealed partial class KeyFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    private const string Section = "Values";
    private const string Prefix = "Keys__";
    private const string PepperName = Prefix + "Pepper";

    private readonly string path;
    private readonly JsonObject root;

    private KeyFile(string path, JsonObject root) => (this.path, this.root) = (path, root);

    private JsonObject Values => root[Section]!.AsObject();

    /// <summary>Null, with a sentence that says why, if there is no such file.</summary>
    public static KeyFile? Read(string path, out string problem)
    {
        problem = "";
        try
        {
            if (JsonNode.Parse(File.ReadAllText(path)) is JsonObject root && root[Section] is JsonObject)
            {
                return new KeyFile(path, root);
            }

            problem = $"{path} is no settings file, which is JSON with the member {Section}.";
        }
        catch (JsonException)
        {
            problem = $"{path} is no settings file, which is JSON with the member {Section}.";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            problem = failure.Message;
        }

        return null;
    }

    public string? Current(Ring ring) => (string?)Values[CurrentName(ring)];

    public IReadOnlyList<string> Ids(Ring ring)
    {
        var prefix = KeyName(ring, "");
        return
        [
            .. Values
                .Select(value => value.Key)
                .Where(name => name.StartsWith(prefix, StringComparison.Ordinal))
                .Select(name => name[prefix.Length..]),
        ];
    }

    /// <summary>k1, k2 …: one more than the highest, so that an id that was retired never comes back with another key.</summary>
    public string NextId(Ring ring) => $"k{Numbers(ring).Append(0).Max() + 1}";

    private IEnumerable<int> Numbers(Ring ring) =>
        Ids(ring)
            .Append(Current(ring))
            .Select(id => NumberedId().Match(id ?? ""))
            .Where(match => match.Success)
            .Select(match => int.Parse(match.Groups["n"].Value, null));

    public void Add(Ring ring, string id) => Values[KeyName(ring, id)] = NewKey(ring);

    public void Use(Ring ring, string id) => Values[CurrentName(ring)] = id;

    public void Remove(Ring ring, string id) => Values.Remove(KeyName(ring, id));

    /// <summary>Pepper and rings, as the vault names them.</summary>
    public IReadOnlyList<string> SecretNames() =>
        [
            .. Values.ContainsKey(PepperName) ? [WipeKeys.Pepper] : Array.Empty<string>(),
            .. Ids(Ring.Sealing).Select(id => WipeKeys.Sealing + id),
            .. Ids(Ring.Signing).Select(id => WipeKeys.Signing + id),
        ];

    /// <summary>Takes pepper and rings out, for good.</summary>
    public void RemoveAll()
    {
        foreach (var name in Values.Select(value => value.Key).Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)).ToList())
        {
            Values.Remove(name);
        }
    }

    /// <summary>All or nothing: half a settings file would be the loss of every key in it.</summary>
    public void Save()
    {
        var draft = path + ".new";
        File.Delete(draft);

        // From its first byte on for its owner alone, whatever the file was before: it holds the keys.
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var writer = new StreamWriter(draft, options))
        {
            writer.Write(root.ToJsonString(Indented) + "\n");
        }

        File.Move(draft, path, overwrite: true);
    }

    public static string KeyName(Ring ring, string id) => $"Keys__{ring}__Keys__{id}";

    public static string CurrentName(Ring ring) => $"Keys__{ring}__Current";

    public static string NewKey(Ring ring)
    {
        if (ring == Ring.Sealing)
        {
            return Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        }

        using var signing = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Convert.ToBase64String(signing.ExportPkcs8PrivateKey());
    }

    [GeneratedRegex(@"\Ak(?<n>\d{1,6})\z")]
    private static partial Regex NumberedId();
}

/// <summary>The two rings, as settings spell them.</summary>
public enum Ring
{
    Sealing,
    Signing,
}
