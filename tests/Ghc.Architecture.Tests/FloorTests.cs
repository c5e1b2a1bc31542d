using ArchUnitNET.Domain;

namespace Ghc.Architecture.Tests;

/// <summary>Domain, Platform and Functions: each floor knows only those below. Features know only those of lower levels.</summary>
public sealed class FloorTests
{
    private static readonly string[] Floors = ["Domain", "Platform", "Functions"];

    [Fact]
    public void Floors_KnowOnlyThoseBelow() => Assert.Empty(UpwardUses(House.Product));

    [Fact]
    public void Floors_PlantedUsesUpward_AreFound() => Assert.Equal(
        ["Planted.Domain.Colors.ColorThatReadsStorage -> Planted.Platform.Storage.Rows", "Planted.Platform.Storage.RowsThatKnowAFeature -> Planted.Functions.Gates.Visits"],
        UpwardUses(House.Planted));

    [Fact]
    public void Features_KnowOnlyThoseOfLowerLevels() => Assert.Empty(SidewardUses(House.Product, Levels.Product));

    [Fact]
    public void Features_PlantedUses_AreFound()
    {
        string[][] higher = [["Audit"], ["Gates"]], same = [["Audit", "Gates"]], right = [["Gates"], ["Audit"]];
        Assert.Equal(["Audit.EntryThatKnowsAVisit -> Gates.Visits"], SidewardUses(House.Planted, higher));
        Assert.Equal(["Audit.EntryThatKnowsAVisit -> Gates.Visits"], SidewardUses(House.Planted, same));
        Assert.Empty(SidewardUses(House.Planted, right));
    }

    [Fact]
    public void Features_AllHaveALevel() => Assert.Empty(Unplaced(House.Product, Levels.Product));

    [Fact]
    public void Features_PlantedOneWithoutALevel_IsFound() => Assert.Equal(["Nowhere"], Unplaced(House.Planted, [["Audit"], ["Gates"]]));

    private static List<string> UpwardUses(House house) =>
    [
        .. from use in house.Uses()
        where FloorOf(use.From) is >= 0 and var floor && FloorOf(use.To) > floor
        orderby use.From.FullName, use.To.FullName
        select $"{use.From.FullName} -> {use.To.FullName}",
    ];

    private static int FloorOf(IType type) => Array.IndexOf(Floors, House.NamespaceOf(type).Split('.').ElementAtOrDefault(1));

    private static List<string> SidewardUses(House house, IReadOnlyList<string[]> levels)
    {
        var level = levels.Index().SelectMany(line => line.Item.Select(feature => (Feature: feature, line.Index))).ToDictionary(pair => pair.Feature, pair => pair.Index);
        return
        [
            .. from use in house.Uses()
            let user = house.FeatureOf(use.From)
            let used = house.FeatureOf(use.To)
            where user is not null && used is not null && user != used && level.GetValueOrDefault(used) >= level.GetValueOrDefault(user)
            select $"{user}.{use.From.Name} -> {used}.{use.To.Name}",
        ];
    }

    private static List<string> Unplaced(House house, IReadOnlyList<string[]> levels) =>
        [.. house.Architecture.Types.Select(house.FeatureOf).OfType<string>().Distinct().Except(levels.SelectMany(line => line))];
}
