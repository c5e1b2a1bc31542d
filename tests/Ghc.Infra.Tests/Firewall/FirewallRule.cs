using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Ghc.Infra.Tests.Firewall;

/// <summary>One rule of rules.json: a pattern, or the bytes that a value may hold, applied after transformations.</summary>
internal sealed partial record FirewallRule(
    int Id,
    int Paranoia,
    int Score,
    string Inspects,
    string[] Transformations,
    string? Pattern,
    string? AllowedBytes
)
{
    private readonly Regex? regex = Pattern is null ? null : new Regex(Pattern, RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
    private readonly HashSet<int> allowed = AllowedBytes is null ? [] : [.. AllowedBytes.Split(',').SelectMany(Range)];

    public bool InspectsCookies => Inspects.Contains("cookies", StringComparison.Ordinal);

    public bool Matches(string value)
    {
        var transformed = Transformations.Aggregate(value, Transform);
        return regex?.IsMatch(transformed) ?? Encoding.UTF8.GetBytes(transformed).Any(character => !allowed.Contains(character));
    }

    /// <summary>
    /// Names as in https://github.com/owasp-modsecurity/ModSecurity/wiki/Reference-Manual-(v3.x)#transformation-functions.
    /// </summary>
    private static string Transform(string value, string name) =>
        name switch
        {
            "lowercase" => value.ToLowerInvariant(),
            // Percent-encoded bytes, one character each, and + for a space.
            "urlDecodeUni" => PercentEncoded()
                .Replace(
                    value.Replace('+', ' '),
                    match => ((char)int.Parse(match.ValueSpan[1..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()
                ),
            "replaceComments" => Comment().Replace(value, " "),
            // These undo encodings that no value of ours has.
            "utf8toUnicode" or "jsDecode" => value,
            _ => throw new ArgumentException($"Unknown transformation {name}", nameof(name)),
        };

    private static IEnumerable<int> Range(string range) =>
        range.Split('-').Select(int.Parse).ToArray() is [var from, var to]
            ? Enumerable.Range(from, to - from + 1)
            : [int.Parse(range, CultureInfo.InvariantCulture)];

    [GeneratedRegex("%[0-9a-fA-F]{2}")]
    private static partial Regex PercentEncoded();

    [GeneratedRegex(@"/\*.*?(\*/|$)", RegexOptions.Singleline)]
    private static partial Regex Comment();
}
