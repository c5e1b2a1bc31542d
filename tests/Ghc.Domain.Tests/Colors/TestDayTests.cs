using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.Measures;
using static Ghc.Domain.Tests.Colors.Given;

namespace Ghc.Domain.Tests.Colors;

/// <summary>Rules that name the days of tests: those that end a color (R8), and those that are only asked for (R10, R12).</summary>
public sealed class TestDayTests
{
    private static readonly Policy Strict = Policy.Pack("14+7-strict");
    private static readonly Measure Exposed = Measure(MeasureKind.Exposure, On(1, "09:00"));

    [Fact]
    public void R8_TestsOfDays137_EndIt_AndEachMissingDayIsNamed()
    {
        var (first, third, seventh) = (Negative(On(1, "18:00")), Negative(On(3)), Negative(On(7)));

        Assert.Equal([1, 3, 7], Due(Strict));
        Assert.Equal([3, 7], Due(Strict, first));
        Assert.Equal([7], Due(Strict, first, third));
        Assert.Equal(new TestsNeeded(1, On(7), 24, SingleOnly: false), Reason(Strict, first, third).Tests);
        Assert.Equal(Color.Green, Strict.Assess([Exposed, first, third, seventh], On(7)).Color);
    }

    [Fact]
    public void R8_ADayThatWasMissed_IsMadeUpForLater_NeverEarlier()
    {
        Assert.Equal([3, 7], Due(Strict, Negative(On(2, "23:59"))));
        Assert.Equal([7], Due(Strict, Negative(On(2)), Negative(On(5))));
        Assert.Equal([7], Due(Strict, Negative(On(5)), Negative(On(7))));
        Assert.Equal(Color.Green, Strict.Assess([Exposed, Negative(On(5)), Negative(On(7)), Negative(On(8))], On(9)).Color);
        Assert.Equal(Color.Yellow, Strict.Assess([Exposed, Negative(On(5)), Negative(On(7)), Negative(On(8).AddTicks(-1))], On(9)).Color);
    }

    [Fact]
    public void R10_TestDaysOfInbound_AreAskedForAndChangeNoColor()
    {
        Assert.Equal([1, 2, 3, 5, 7, 10], DueOf(Pack.Assess([Entry(On(1, "10:00"))], On(2))));
        Assert.Equal([5, 7, 10], DueOf(Pack.Assess([Entry(On(1, "10:00")), Negative(On(4))], On(4))));
        Assert.Equal([10], DueOf(Pack.Assess([Entry(On(1, "10:00")), Negative(On(9))], On(9))));
        Assert.Equal(On(10), Pack.Assess([Entry(On(1, "10:00"))], On(2)).Reasons[0].Due!.Days[^1].StartsAt);
        Assert.Empty(Pack.Assess([Entry(On(1, "10:00")), Negative(On(10))], On(10)).Reasons);
    }

    [Fact]
    public void R6_TheFirstNegative_SuspendsUntilItsGreenEnds_AndNamesTheMissingTest()
    {
        Fact[] facts = [Measure(MeasureKind.Exposure, On(1)), Negative(On(2))];
        var suspended = Assert.Single(Pack.Assess(facts, On(2)).Suspended);

        Assert.Equal(("measure-exposure", On(3)), (suspended.Code, suspended.Until));
        Assert.Equal(new TestsNeeded(1, On(3), 24, SingleOnly: false), suspended.Tests);
        Assert.Empty(Pack.Assess(facts, On(3)).Suspended);
        Assert.Equal(new TestsNeeded(1, On(3), 24, SingleOnly: false), Assert.Single(Pack.Assess(facts, On(3)).Reasons).Tests);
        Assert.Empty(Pack.Assess([.. facts, Negative(On(3))], On(3)).Suspended);
    }

    [Fact]
    public void R6_WhatEndsBeforeItsGreenDoes_IsNotSuspended() =>
        Assert.Empty(Pack.Assess([Measure(MeasureKind.Exposure, On(1), until: On(3)), Negative(On(2))], On(2)).Suspended);

    [Fact]
    public void TwoFactsOfOneReason_AskForTheMostTestsAfterTheLatest()
    {
        // The first positive needs one more negative from day 3 on; the second, sampled before that, needs two.
        var tests = Assert.Single(Pack.Assess([Positive(On(1)), Negative(On(2)), Positive(On(2, "12:00"))], On(2, "13:00")).Reasons).Tests;

        Assert.Equal(new TestsNeeded(2, On(3), 24, SingleOnly: false), tests);
    }

    [Theory]
    [InlineData("\"positive\": { \"color\": \"yellow\", ", Color.Yellow)]
    [InlineData("\"positive\": { \"color\": \"red\", ", Color.Red)]
    [InlineData("\"positive\": { ", Color.Red)]
    public void Positive_HasTheColorThatThePackSays(string rule, Color color) =>
        Assert.Equal(color, Parsed(PackText("\"positive\": { ", rule)).Assess([Positive(On(1))], On(2)).Color);

    [Theory]
    [InlineData("\"positive\": { ", "\"positive\": { \"color\": \"green\", ", "positive.color", "unknown-value", "yellow, red")]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"testDays\": [1, 3], \"afterNegatives\": 2",
        "positive.afterNegatives",
        "unknown",
        ""
    )]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"testDays\": [3, 3]",
        "positive.testDays[1]",
        "out-of-range",
        "4, 366"
    )]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"testDays\": [0, 3]",
        "positive.testDays[0]",
        "out-of-range",
        "1, 366"
    )]
    [InlineData(
        "\"positive\": { \"afterNegatives\": 2",
        "\"positive\": { \"testDays\": [1, \"3\"]",
        "positive.testDays[1]",
        "wrong-type",
        ""
    )]
    [InlineData("\"testDays\": [1, 2, 3, 5, 7, 10]", "\"testDays\": []", "inbound.testDays", "list-length", "1, 10")]
    [InlineData("\"testDays\": [1, 2, 3, 5, 7, 10]", "\"testDays\": [29]", "inbound.testDays[0]", "out-of-range", "1, 28")]
    [InlineData("\"testDays\": [1, 2, 3, 5, 7, 10]", "\"testDays\": 3", "inbound.testDays", "wrong-type", "")]
    public void Parse_WrongColorsAndDays_AreOneMistakeThatNamesWhatIsAllowed(
        string replace,
        string by,
        string path,
        string problem,
        string allowed
    )
    {
        Assert.True(Policy.Parse(PackText(replace, by)).Refused(out var refusal, out _));

        var error = Assert.Single(refusal.Errors);
        Assert.Equal((path, problem, allowed), (error.Field, error.Problem, string.Join(", ", error.Values)));
    }

    private static Reason Reason(Policy policy, params Fact[] facts) => Assert.Single(policy.Assess([Exposed, .. facts], On(20)).Reasons);

    private static IEnumerable<int> Due(Policy policy, params Fact[] facts) => Reason(policy, facts).Due!.Days.Select(due => due.Day);

    private static IEnumerable<int> DueOf(Assessment assessment) => assessment.Reasons[0].Due!.Days.Select(due => due.Day);
}
