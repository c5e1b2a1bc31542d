using ArchUnitNET.Domain;

namespace Ghc.Architecture.Tests;

/// <summary>
/// Domain, Platform and Functions: each floor knows only those below. Within a floor, a folder knows only those of lower levels.
/// </summary>
public sealed class FloorTests
{
    private static readonly string[] Floors = ["Domain", "Platform", "Functions"];

    [Fact]
    public void Floors_KnowOnlyThoseBelow() => Assert.Empty(UpwardUses(House.Product));

    [Fact]
    public void Floors_PlantedUsesUpward_AreFound() =>
        Assert.Equal(
            [
                "Planted.Domain.Colors.ColorThatReadsStorage -> Planted.Platform.Storage.Rows",
                "Planted.Platform.Storage.RowsThatKnowAFeature -> Planted.Functions.Gates.Visits",
            ],
            UpwardUses(House.Planted)
        );

    [Theory]
    [InlineData("Domain")]
    [InlineData("Platform")]
    [InlineData("Functions")]
    public void Folders_KnowOnlyThoseOfLowerLevels(string floor) => Assert.Empty(SidewardUses(House.Product, floor, Levels.Of(floor)));

    [Fact]
    public void Folders_PlantedUses_AreFound()
    {
        string[][] higher =

            [
                ["Audit"],
                ["Gates"],
            ],
            same =

            [
                ["Audit", "Gates"],
            ],
            right =

            [
                ["Gates"],
                ["Audit"],
            ];
        Assert.Equal(["Audit.EntryThatKnowsAVisit -> Gates.Visits"], SidewardUses(House.Planted, "Functions", higher));
        Assert.Equal(["Audit.EntryThatKnowsAVisit -> Gates.Visits"], SidewardUses(House.Planted, "Functions", same));
        Assert.Empty(SidewardUses(House.Planted, "Functions", right));
    }

    [Theory]
    [InlineData("Domain")]
    [InlineData("Platform")]
    [InlineData("Functions")]
    public void Folders_AllHaveALevel(string floor) => Assert.Empty(Unplaced(House.Product, floor, Levels.Of(floor)));

    [Fact]
    public void Folders_PlantedOneWithoutALevel_IsFound() =>
        Assert.Equal(
            ["Nowhere"],
            Unplaced(
                House.Planted,
                "Functions",
                [
                    ["Audit"],
                    ["Gates"],
                ]
            )
        );

    private static List<string> UpwardUses(House house) =>
        [
            .. from use in house.Uses()
            where FloorOf(use.From) is >= 0 and var floor && FloorOf(use.To) > floor
            orderby use.From.FullName, use.To.FullName
            select $"{use.From.FullName} -> {use.To.FullName}",
        ];

    private static int FloorOf(IType type) => Array.IndexOf(Floors, House.NamespaceOf(type).Split('.').ElementAtOrDefault(1));

    private static List<string> SidewardUses(House house, string floor, IReadOnlyList<string[]> levels)
    {
        var level = levels
            .Index()
            .SelectMany(line => line.Item.Select(folder => (Folder: folder, line.Index)))
            .ToDictionary(pair => pair.Folder, pair => pair.Index);
        return
        [
            .. from use in house.Uses()
            let user = house.FolderOf(use.From, floor)
            let used = house.FolderOf(use.To, floor)
            where user is not null && used is not null && user != used && level.GetValueOrDefault(used) >= level.GetValueOrDefault(user)
            select $"{user}.{use.From.Name} -> {used}.{use.To.Name}",
        ];
    }

    private static List<string> Unplaced(House house, string floor, IReadOnlyList<string[]> levels) =>
        [
            .. house
                .Architecture.Types.Select(type => house.FolderOf(type, floor))
                .OfType<string>()
                .Distinct()
                .Except(levels.SelectMany(line => line)),
        ];
}
