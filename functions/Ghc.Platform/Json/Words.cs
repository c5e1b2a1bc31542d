using System.Text.Json;
using Ghc.Domain;

namespace Ghc.Platform.Json;

/// <summary>Enumerations as the contract spells them: <c>NucleicAcid</c> is "nucleic-acid".</summary>
public static class Words
{
    public static string Of<T>(T value)
        where T : struct, Enum => Spelling<T>.Texts[value];

    public static Outcome<T> Parse<T>(string? text)
        where T : struct, Enum =>
        text is null ? Refusal.Invalid("", "field.missing")
        : Spelling<T>.Values.TryGetValue(text, out var value) ? value
        : Refusal.NotOneOf("", Spelling<T>.Values.Keys);

    /// <summary>The words of the flags that are set; null for none.</summary>
    public static IReadOnlyList<string>? OfFlags<T>(T value)
        where T : struct, Enum
    {
        var words = Enum.GetValues<T>().Where(flag => !flag.Equals(default(T)) && value.HasFlag(flag)).Select(Of).ToList();
        return words.Count > 0 ? words : null;
    }

    private static class Spelling<T>
        where T : struct, Enum
    {
        public static readonly Dictionary<T, string> Texts = Enum.GetValues<T>()
            .ToDictionary(value => value, value => JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString()));

        public static readonly Dictionary<string, T> Values = Texts.ToDictionary(pair => pair.Value, pair => pair.Key);
    }
}
