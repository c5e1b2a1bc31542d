namespace Ghc.Domain.Colors;

/// <summary>The packs that ship, by the date they took effect; their texts are embedded files.</summary>
internal static class Packs
{
    public static IReadOnlyList<string> Names { get; } = ["14+7", "14+7-strict", "7+3", "5+3", "off"];

    private static readonly Lazy<IReadOnlyDictionary<string, Policy>> Parsed = new(() => Names.ToDictionary(name => name, Load));

    public static Policy Get(string name) =>
        Parsed.Value.TryGetValue(name, out var policy)
            ? policy
            : throw new ArgumentOutOfRangeException(nameof(name), name, "There is no such pack.");

    private static Policy Load(string name)
    {
        using var stream = typeof(Packs).Assembly.GetManifestResourceStream($"Ghc.Domain.Colors.Packs.{name}.json")!;
        using var reader = new StreamReader(stream);
        return Policy.Parse(reader.ReadToEnd()).Refused(out var refusal, out var policy)
            ? throw new InvalidOperationException($"Pack {name}: {string.Join("; ", refusal.Errors)}")
            : policy;
    }
}
