using System.Text.Json;

namespace Ghc.Platform.Queues;

/// <summary>
/// What laboratories and borders write for a word of the contract. other-words.json has the list, by the name of the enumeration.
/// </summary>
internal static class OtherWords
{
    private static readonly Dictionary<string, Dictionary<string, string>> ByType = Read();

    /// <summary>The word of the contract, or the word itself.</summary>
    public static string ContractWord<T>(string word)
        where T : struct, Enum => ByType.GetValueOrDefault(typeof(T).Name)?.GetValueOrDefault(word) ?? word;

    private static Dictionary<string, Dictionary<string, string>> Read()
    {
        using var stream = typeof(OtherWords).Assembly.GetManifestResourceStream("other-words.json")!;
        using var document = JsonDocument.Parse(stream);
        return document
            .RootElement.EnumerateObject()
            .ToDictionary(
                type => type.Name,
                type => type.Value.EnumerateObject().ToDictionary(word => word.Name, word => word.Value.GetString()!)
            );
    }
}
