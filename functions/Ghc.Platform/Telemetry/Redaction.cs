using System.Text.RegularExpressions;

namespace Ghc.Platform.Telemetry;

/// <summary>
/// Telemetry names tables, queues and functions, and no keys: a key of a row is a pseudonym, an accession, or what somebody typed into an
/// address.
/// </summary>
public static partial class Redaction
{
    private const string Hidden = "*";

    /// <summary>An address: nothing in brackets, no query, and of the path only words that could be names of ours.</summary>
    public static string Address(string address)
    {
        var path = address.Split('?', '#')[0];
        var start = path.IndexOf("://", StringComparison.Ordinal) is > 0 and var scheme ? path.IndexOf('/', scheme + 3) : 0;
        return start < 0 ? path : path[..start] + string.Join('/', path[start..].Split('/').Select(Segment));
    }

    /// <summary>A sentence: without pseudonyms and addresses of rows.</summary>
    public static string Text(string text) => Keys().Replace(Rows().Replace(text, $"({Hidden})"), Hidden);

    private static string Segment(string segment)
    {
        var bracket = segment.IndexOf('(', StringComparison.Ordinal);
        return bracket >= 0 ? $"{Segment(segment[..bracket])}({Hidden})"
            : Name().IsMatch(segment) ? segment
            : Hidden;
    }

    /// <summary>Words of letters, hyphens and few digits, or a placeholder of a route.</summary>
    [GeneratedRegex(@"^(|\$?[A-Za-z][A-Za-z-]*(\.[a-z]+)?\d{0,2}|\{[A-Za-z*]+\})$")]
    private static partial Regex Name();

    [GeneratedRegex(@"(?<![0-9A-Fa-f-])[0-9a-f]{32}(?![0-9A-Fa-f])")]
    private static partial Regex Keys();

    [GeneratedRegex(@"\((PartitionKey|RowKey)=[^)]*\)")]
    private static partial Regex Rows();
}
