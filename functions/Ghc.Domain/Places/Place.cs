namespace Ghc.Domain.Places;

/// <summary>A place where codes are scanned. <paramref name="Kind"/>: port, hotel, station, shop, school, hospital, office or other.</summary>
public sealed record Place(string Id, string Name, string Kind, string Area, string Address);
