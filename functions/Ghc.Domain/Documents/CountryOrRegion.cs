using System.Collections.Frozen;
using System.Text.Json;

namespace Ghc.Domain.Documents;

/// <summary>
/// A country or region by its ISO 3166-1 alpha-2 code (HK, MO and TW are regions); XK for Kosovo; XXA, XXB and XXC of ICAO Doc 9303 part 3,
/// section 5, for stateless people and refugees. countries.json is the list of the pages, too.
/// </summary>
public readonly record struct CountryOrRegion
{
    /// <summary>Far above the longest name.</summary>
    private const int MaxLength = 120;

    private static readonly FrozenSet<string> Codes = LoadCodes();

    private readonly string? code;

    private CountryOrRegion(string code) => this.code = code;

    public static IReadOnlyCollection<string> All => Codes;

    /// <summary>Upper-case letters; empty only for the default value, which no parser returns.</summary>
    public string Code => code ?? "";

    /// <summary>By code or by what people call it, in the languages of the pages.</summary>
    public static Outcome<CountryOrRegion> Parse(string? text) =>
        text is { Length: <= MaxLength } && CountryNames.Find(text) is { } known
            ? new CountryOrRegion(known)
            : Refusal.Invalid("", "country.unknown");

    public override string ToString() => Code;

    private static FrozenSet<string> LoadCodes()
    {
        using var stream = typeof(CountryOrRegion).Assembly.GetManifestResourceStream("Ghc.Domain.Documents.countries.json")!;
        using var list = JsonDocument.Parse(stream);
        return list.RootElement.EnumerateObject().Select(country => country.Name).ToFrozenSet(StringComparer.Ordinal);
    }
}
