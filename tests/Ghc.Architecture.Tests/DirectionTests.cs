namespace Ghc.Architecture.Tests;

public sealed class DirectionTests
{
    [Fact]
    public void Product_FloorsKnowOnlyThoseBelow() => Assert.Empty(UpwardUses(House.Product));

    [Fact]
    public void Product_FeaturesKnowOnlyThoseOfLowerLevels() => Assert.Empty(SidewardUses(House.Product, Levels.Product));

    [Fact]
    public void Product_EveryFeatureHasItsLevel() => Assert.Equal(
        House.Product.Architecture.Types.Select(House.Product.FeatureOf).OfType<string>().Distinct().Order(StringComparer.Ordinal),
        Levels.Product.SelectMany(level => level).Where(Exists).Order(StringComparer.Ordinal));

    private static bool Exists(string feature) => true;

    private static List<string> UpwardUses(House house)
    {
        string[] floors = ["Domain", "Platform", "Functions"];
        return [.. from use in house.Uses()
            where FloorOf(use.To) > FloorOf(use.From)
            select $"{use.From.FullName} -> {use.To.FullName}"];

        int FloorOf(ArchUnitNET.Domain.IType type) => Array.IndexOf(floors, House.NamespaceOf(type).Split('.')[1]);
    }

    private static List<string> SidewardUses(House house, IReadOnlyList<string[]> levels)
    {
        var heights = levels.Index().SelectMany(level => level.Item.Select(feature => (feature, level.Index))).ToDictionary(pair => pair.feature, pair => pair.Index);
        return [.. from use in house.Uses()
            let user = house.FeatureOf(use.From)
            let used = house.FeatureOf(use.To)
            where user is not null && used is not null && user != used && heights[used] >= heights[user]
            select $"{user} -> {used}: {use.From.Name} -> {use.To.Name}"];
    }
}
