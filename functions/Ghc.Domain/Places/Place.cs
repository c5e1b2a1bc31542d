using System.Globalization;

namespace Ghc.Domain.Places;

/// <summary>
/// A place where codes are scanned. <paramref name="Kind"/>: port, hotel, station, shop, school, hospital, office or other.
/// </summary>
public sealed record Place(string Id, string Name, string Kind, string Area, string Address)
{
    public static readonly IReadOnlyList<string> Kinds = ["port", "hotel", "station", "shop", "school", "hospital", "office", "other"];

    /// <summary>What readers of other languages than Chinese call it, if its manager said so.</summary>
    public string? NameEn { get; init; }

    public string NameIn(CultureInfo language)
    {
        ArgumentNullException.ThrowIfNull(language);
        return NameEn is null || language.TwoLetterISOLanguageName == "zh" ? Name : NameEn;
    }

    /// <summary>It stands in tokens, keys and messages.</summary>
    public static bool IsId(string? id) =>
        id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
