using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using static Ghc.Domain.Tests.Colors.Given;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.Colors;

/// <summary>Each rule of the field by its number.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData(MeasureKind.Confirmed)]
    [InlineData(MeasureKind.Asymptomatic)]
    [InlineData(MeasureKind.Suspected)]
    [InlineData(MeasureKind.CloseContact)]
    [InlineData(MeasureKind.ContactOfCloseContact)]
    [InlineData(MeasureKind.CentralizedQuarantine)]
    [InlineData(MeasureKind.HomeQuarantine)]
    [InlineData(MeasureKind.OtherProvinceRed)]
    public void R2_CaseContactOrQuarantine_IsRed(MeasureKind kind)
    {
        var assessment = Pack.Assess([Measure(kind, On(1))], On(2));

        Assert.Equal(Color.Red, assessment.Color);
        Assert.Equal(ReasonCodes.Of(kind), Assert.Single(assessment.Reasons).Code);
    }

    [Theory]
    [InlineData(MeasureKind.HomeMonitoring)]
    [InlineData(MeasureKind.ControlledAreaUntested)]
    [InlineData(MeasureKind.OtherProvinceYellow)]
    [InlineData(MeasureKind.Exposure)]
    public void R3_MonitoringAreaOrOtherProvince_IsYellow(MeasureKind kind) =>
        Assert.Equal(Color.Yellow, ColorAt(On(2), Measure(kind, On(1))));

    [Fact]
    public void R3_ControlledArea_OneNegativeEndsIt() =>
        Assert.Equal(Color.Green, ColorAt(On(2), Measure(MeasureKind.ControlledAreaUntested, On(1)), Negative(On(2))));

    [Fact]
    public void R4_Exposure_TwoNegativesEndIt() =>
        Assert.Equal(Color.Green, ColorAt(On(9), Measure(MeasureKind.Exposure, On(1)), Negative(On(2)), Negative(On(3))));

    [Fact]
    public void R5_SampledBeforeYellowReportedAfter_StaysYellow()
    {
        var sampledAtEight = Negative(On(1, "08:00")) with { ReportedAt = On(1, "14:00") };

        Assert.Equal(Color.Yellow, ColorAt(On(1, "14:01"), Measure(MeasureKind.ControlledAreaUntested, On(1, "12:00")), sampledAtEight));
    }

    [Fact]
    public void R5_SampledInTheVeryInstantOfTheMeasure_StaysYellow() =>
        Assert.Equal(Color.Yellow, ColorAt(On(5), Measure(MeasureKind.ControlledAreaUntested, On(1)), Negative(On(1))));

    [Theory]
    [InlineData(1, "23:59", Color.Yellow)]
    [InlineData(2, "00:00", Color.Green)]
    [InlineData(2, "23:59", Color.Green)]
    [InlineData(3, "00:00", Color.Yellow)]
    [InlineData(4, "00:00", Color.Green)]
    public void R6_TwoTestsInThreeDays_GreenForNowThenYellowUntilTheSecond(int day, string time, Color expected) =>
        Assert.Equal(expected, ColorAt(On(day, time), Measure(MeasureKind.Exposure, On(1)), Negative(On(2)), Negative(On(4))));

    [Theory]
    [InlineData("08:59", Color.Red)]
    [InlineData("09:00", Color.Green)]
    public void R7_GapBetweenTests_IsTwentyFourHours(string second, Color expected) =>
        Assert.Equal(expected, ColorAt(On(9), Positive(On(1)), Negative(On(3, "09:00")), Negative(On(4, second))));

    [Fact]
    public void R7_GapBetweenTests_IsAParameter()
    {
        var strict = Parsed(PackText("\"hoursApart\": 24 }", "\"hoursApart\": 72 }"));
        Fact[] facts = [Positive(On(1)), Negative(On(3)), Negative(On(5)), Negative(On(6))];

        Assert.Equal((Color.Red, Color.Green), (strict.Assess(facts, On(5)).Color, strict.Assess(facts, On(6)).Color));
    }

    [Fact]
    public void R8_ThreeTestsInSevenDays_CanBeWrittenAsAPack()
    {
        var strict = Parsed(
            PackText("\"afterNegatives\": 2, \"hoursApart\": 24, \"provisionalHours\": 24", "\"afterNegatives\": 3, \"hoursApart\": 24")
        );
        Fact[] facts = [Measure(MeasureKind.Exposure, On(1)), Negative(On(1, "09:00")), Negative(On(3)), Negative(On(7))];

        Assert.Equal((Color.Yellow, Color.Green), (strict.Assess(facts, On(6)).Color, strict.Assess(facts, On(7)).Color));
    }

    [Theory]
    [InlineData("14+7", 14, 21)]
    [InlineData("7+3", 7, 10)]
    [InlineData("5+3", 5, 8)]
    public void R9R10R12_Inbound_EveryBoundaryIsMidnightInChina(string pack, int red, int release)
    {
        var policy = Policy.Pack(pack);
        var moment = TimeSpan.FromSeconds(1);
        Color At(DateTimeOffset now, params Fact[] more) => policy.Assess([Entry(On(1, "10:00")), .. more], now).Color;

        Assert.Equal(Color.Red, At(On(red + 1) - moment));
        Assert.Equal(Color.Yellow, At(On(red + 1)));
        Assert.Equal(Color.Yellow, At(On(27), Negative(On(release) - moment)));
        Assert.Equal(Color.Yellow, At(On(release) - moment, Negative(On(release))));
        Assert.Equal(Color.Green, At(On(release), Negative(On(release))));
        Assert.Equal(Color.Yellow, At(On(28) - moment));
        Assert.Equal(Color.Green, At(On(28)));
    }

    [Fact]
    public void R10_Inbound_ReasonsTellWhenTheyEndByTimeAlone()
    {
        Fact[] facts = [Entry(On(1, "23:59"))];

        var due = new DueTests([.. new[] { 1, 2, 3, 5, 7, 10 }.Select(day => new DueTest(day, On(day)))]);

        Assert.Equal([new Reason("inbound-red", On(8)) { Due = due }], Pack.Assess(facts, On(2)).Reasons);
        Assert.Equal(
            [new Reason("inbound-yellow", On(28)) { Tests = new(1, On(10), 0, SingleOnly: false), Due = due }],
            Pack.Assess(facts, On(9)).Reasons
        );
    }

    [Fact]
    public void R4R6R7_Reasons_AskForTheTestsThatEndThem()
    {
        var noon = On(1, "12:00");

        Assert.Equal(new TestsNeeded(2, noon, 24, SingleOnly: false), Asked(Measure(MeasureKind.Exposure, noon)));
        Assert.Equal(new TestsNeeded(1, noon, 0, SingleOnly: false), Asked(Measure(MeasureKind.ControlledAreaUntested, noon)));
        Assert.Equal(new TestsNeeded(1, On(3), 0, SingleOnly: false), Asked(Measure(MeasureKind.HomeMonitoring, noon)));
        Assert.Equal(new TestsNeeded(2, noon, 24, SingleOnly: false), Asked(Positive(noon)));
        Assert.Equal(new TestsNeeded(1, noon, 0, SingleOnly: true), Asked(Positive(noon) with { Pooled = true }));
        Assert.Null(Asked(Measure(MeasureKind.CloseContact, noon)));

        static TestsNeeded? Asked(Fact fact) => Assert.Single(Pack.Assess([fact], On(2)).Reasons).Tests;
    }

    [Fact]
    public void R5_TwoOfOneReason_AskForTestsAfterTheLaterOne()
    {
        Fact[] facts = [Measure(MeasureKind.Exposure, On(1), On(20)), Measure(MeasureKind.Exposure, On(3), On(10)) with { Id = "M-2" }];

        var now = Pack.Assess(facts, On(4));
        Assert.Equal(On(3), Assert.Single(now.Reasons).Tests?.SampledAfter);
        // The later one ends first. That tests may be older from then on is nothing that a person waits for.
        Assert.Equal(On(20), now.ChangesAt);
    }

    [Fact]
    public void R10_ExitAndLaterEntry_OnlyTheEntryCounts()
    {
        Fact[] facts = [Entry(On(1)), Exit(On(9)), Entry(On(12))];

        Assert.Equal(Color.Yellow, ColorAt(On(11), facts));
        Assert.Equal(Color.Red, ColorAt(On(18, "23:59"), facts));
        Assert.Equal(On(19), Pack.Assess(facts, On(13)).ChangesAt);
        // A sample of the 10th day of the first entry is not one of the second.
        Assert.Equal(Color.Yellow, ColorAt(On(19), [.. facts, Negative(On(10)), Negative(On(20))]));
    }

    [Theory]
    [InlineData(TestResult.Negative, false, Color.Green)]
    [InlineData(TestResult.Negative, true, Color.Yellow)]
    [InlineData(TestResult.Positive, false, Color.Red)]
    [InlineData(TestResult.Inconclusive, false, Color.Yellow)]
    [InlineData(TestResult.Invalid, false, Color.Yellow)]
    public void R13_PositivePool_TheSingleRetestDecides(TestResult retest, bool pooled, Color expected) =>
        Assert.Equal(expected, ColorAt(On(2), Positive(On(1)) with { Pooled = true }, Result(retest, On(2)) with { Pooled = pooled }));

    [Fact]
    public void R13_Inconclusive_OneSingleNegativeEndsIt()
    {
        var inconclusive = Result(TestResult.Inconclusive, On(1));

        Assert.Equal(Color.Yellow, ColorAt(On(2), inconclusive, Negative(On(2)) with { Assay = Assay.Antigen }));
        Assert.Equal(Color.Green, ColorAt(On(2), inconclusive, Negative(On(2))));
    }

    [Fact]
    public void R13_Invalid_ChangesNothing() => Assert.Equal(Color.Green, ColorAt(On(2), Result(TestResult.Invalid, On(1))));

    [Fact]
    public void Positive_PooledNegativesAfterIt_EndIt() =>
        Assert.Equal(
            Color.Green,
            ColorAt(On(5), Positive(On(1)), Negative(On(3)) with { Pooled = true }, Negative(On(4)) with { Pooled = true })
        );

    [Fact]
    public void Positive_Antigen_IsRedAndAntigenNegativesDoNotEndIt() =>
        Assert.Equal(
            Color.Red,
            ColorAt(On(9), Positive(On(1)) with { Assay = Assay.Antigen }, Negative(On(3)), Negative(On(4)) with { Assay = Assay.Antigen })
        );

    [Fact]
    public void R14_TestAge_IsApartFromTheColor()
    {
        Fact[] facts = [Measure(MeasureKind.CloseContact, On(1)), Negative(On(2))];

        Assert.Equal(Color.Red, ColorAt(On(3), facts));
        Assert.Equal("24h", TestAge.Of(facts.OfType<LabResult>(), On(3)));
    }

    [Fact]
    public void R15_Colors_AreOrderedBySeverity() => Assert.Equal([Color.Green, Color.Yellow, Color.Red], Enum.GetValues<Color>().Order());

    private sealed record Petition(DateTimeOffset At) : Fact;

    [Fact]
    public void R16_WhatIsNoEpidemicControl_MakesNoColor() =>
        Assert.Equal(Color.Green, ColorAt(On(2), new Petition(On(1)), Exit(On(1)), Negative(On(1))));

    [Fact]
    public void Reasons_OfSeveralFacts_WorstFirstAndEachCodeOnce()
    {
        var assessment = Pack.Assess(
            [
                Measure(MeasureKind.CloseContact, On(1), On(4)),
                Measure(MeasureKind.CloseContact, On(1), On(6)),
                Measure(MeasureKind.Exposure, On(1)),
                Positive(On(1)),
            ],
            On(3)
        );

        Assert.Equal(
            [("measure-close-contact", On(6)), ("positive", null), ("measure-exposure", null)],
            assessment.Reasons.Select(reason => (reason.Code, reason.Until))
        );
    }

    [Fact]
    public void Measure_EndsByTestOrByTime_WhicheverIsFirst()
    {
        var yellow = Measure(MeasureKind.ControlledAreaUntested, On(1), On(5));

        Assert.Equal(On(3), Pack.Assess([yellow, Negative(On(3))], On(2)).ChangesAt);
        Assert.Equal(On(5), Pack.Assess([yellow, Negative(On(6))], On(2)).ChangesAt);
    }
}
