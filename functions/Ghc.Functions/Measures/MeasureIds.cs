using System.Globalization;
using System.Text.RegularExpressions;

namespace Ghc.Functions.Measures;

/// <summary>
/// A case is known by its day and 16 hexadecimal digits; what a case of a place puts on one holder, by the case's id, a period and the
/// holder's.
/// </summary>
public static partial class MeasureIds
{
    public static string DayOf(DateTimeOffset time) => time.UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture);

    public static string New(DateTimeOffset now, ReadOnlySpan<byte> mac) => $"{DayOf(now)}-{Convert.ToHexStringLower(mac[..8])}";

    public static string OfHolder(string caseId, string holderId) => $"{caseId}.{holderId}";

    public static bool IsCase(string? id) => id is not null && CaseId().IsMatch(id);

    /// <summary>The holder's part; null if the id is that of a case, or of nothing.</summary>
    public static string? HolderOf(string id) =>
        HolderMeasureId().Match(id) is { Success: true } match ? match.Groups["holder"].Value : null;

    [GeneratedRegex(@"^\d{8}-[0-9a-f]{16}\z", RegexOptions.CultureInvariant)]
    private static partial Regex CaseId();

    [GeneratedRegex(@"^\d{8}-[0-9a-f]{16}\.(?<holder>[0-9a-f]{32})\z", RegexOptions.CultureInvariant)]
    private static partial Regex HolderMeasureId();
}
