namespace Ghc.Domain.Places;

/// <summary>A place where codes are scanned. <paramref name="Kind"/>: port, hotel, station, shop, school, hospital, office or other.</summary>
public sealed record Place(string Id, string Name, string Kind, string Area, string Address)
{
    public static readonly IReadOnlyList<string> Kinds = ["port", "hotel", "station", "shop", "school", "hospital", "office", "other"];

    /// <summary>It stands in tokens, keys and messages.</summary>
    public static bool IsId(string? id) => id is { Length: > 0 and <= 64 } && id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '-');
}
