using System.Globalization;
using System.Text.RegularExpressions;
using Ghc.Domain.Colors;

namespace Ghc.Functions.Appeals;

/// <summary>
/// An appeal is named by its holder, the reason and a number: the first appeal against that reason, the second, and so on.
/// </summary>
public static partial class AppealIds
{
    public static string New(string holderId, string reason, int number) =>
        string.Create(CultureInfo.InvariantCulture, $"{holderId}.{reason}.{number:D4}");

    /// <summary>The holder and the rest; null if the text is no id.</summary>
    public static (string HolderId, string Row)? Split(string? id) =>
        id is not null && Id().Match(id) is { Success: true } match && ReasonCodes.All.Contains(match.Groups["reason"].Value)
            ? (match.Groups["holder"].Value, match.Groups["row"].Value)
            : null;

    [GeneratedRegex(@"^(?<holder>[0-9a-f]{32})\.(?<row>(?<reason>[a-z-]{1,60})\.\d{4})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Id();
}
