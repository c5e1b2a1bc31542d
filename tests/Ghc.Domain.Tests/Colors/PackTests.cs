using Ghc.Domain.Colors;

namespace Ghc.Domain.Tests.Colors;

public sealed class PackTests
{
    public static TheoryData<string, string> Examples()
    {
        var rows = new TheoryData<string, string>();
        foreach (var pack in Policy.PackNames)
        {
            foreach (var example in Policy.Pack(pack).ExampleNames)
            {
                rows.Add(pack, example);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Examples))]
    public void Example_OfAShippedPack_Holds(string pack, string example) =>
        Assert.DoesNotContain(Policy.Pack(pack).CheckExamples(), e => e.Values[0] == example);

    [Fact]
    public void Packs_ByDate_TakeEffectOneAfterAnother()
    {
        var dates = Policy.PackNames.Select(n => Policy.Pack(n).EffectiveFrom).ToArray();

        Assert.Equal(["14+7", "14+7-strict", "7+3", "5+3", "off"], Policy.PackNames);
        Assert.Equal(dates.Order(), dates);
        Assert.Contains(Policy.DefaultPack, Policy.PackNames);
        Assert.True(Policy.Pack("7+3").ExampleNames.Count >= 10);
    }

    [Theory]
    [InlineData("14+7")]
    [InlineData("14+7-strict")]
    [InlineData("7+3")]
    [InlineData("5+3")]
    [InlineData("off")]
    public void Pack_ItsOwnText_ParsesAgainAndFitsARequest(string name)
    {
        var pack = Policy.Pack(name);

        Assert.Equal(name, Given.Parsed(pack.Json).Version);
        Assert.True(pack.Json.Length <= 16 * 1024, "A request body may have 16 KiB.");
        Assert.Empty(pack.CheckExamples());
    }

    [Fact]
    public void Pack_UnknownName_IsABug() => Assert.Throws<ArgumentOutOfRangeException>(() => Policy.Pack("21+7"));

    [Theory]
    [InlineData(
        "\"at\": \"2022-07-28T00:00+08:00\", \"color\": \"green\"",
        "\"at\": \"2022-07-28T00:00+08:00\", \"color\": \"red\"",
        "examples[9].color",
        "Without a test day 28 is green: expected red, got green"
    )]
    [InlineData(
        "\"reasons\": [\"positive\", \"pooled-positive\"]",
        "\"reasons\": [\"positive\"]",
        "examples[17].reasons",
        "R13: the single retest is positive: expected [positive], got [positive, pooled-positive]"
    )]
    [InlineData(
        "\"changesAt\": \"2022-07-05T12:00+08:00\"",
        "\"changesAt\": null",
        "examples[22].changesAt",
        "A close contact stays red until the end that the officers signed: expected never, got 2022-07-05T04:00:00Z"
    )]
    public void CheckExamples_OneIsBroken_NamesItWithExpectedAndGot(string replace, string by, string path, string problem) =>
        Assert.Equal(
            [(path, problem)],
            Given
                .Parsed(Given.PackText(replace, by))
                .CheckExamples()
                .Select(e => (e.Field, $"{e.Values[0]}: expected {e.Values[1]}, got {e.Values[2]}"))
        );

    [Fact]
    public void CheckExamples_ARuleWasMistyped_TheExamplesShowIt() =>
        Assert.NotEmpty(Given.Parsed(Given.PackText("\"greenOnDay\": 28", "\"greenOnDay\": 27")).CheckExamples());
}
