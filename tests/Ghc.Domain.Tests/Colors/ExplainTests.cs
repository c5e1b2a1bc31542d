using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.Measures;
using static Ghc.Domain.Tests.Colors.Given;

namespace Ghc.Domain.Tests.Colors;

/// <summary>What an officer is shown of each fact: from when to when it colors, and the tests that are still missing.</summary>
public sealed class ExplainTests
{
    private static readonly Measure Exposed = Measure(MeasureKind.Exposure, On(1));

    [Fact]
    public void Explain_Positive_AsksForFewerTestsWithEachNegative()
    {
        var positive = Positive(On(1));

        Assert.Equal(new TestsNeeded(2, On(1), 24, SingleOnly: false), Missing(On(2), positive));
        Assert.Equal(new TestsNeeded(1, On(4), 24, SingleOnly: false), Missing(On(3), positive, Negative(On(3))));
        Assert.Equal(new TestsNeeded(2, On(1), 24, SingleOnly: false), Missing(On(3).AddTicks(-1), positive, Negative(On(3))));
        Assert.Equal(new TestsNeeded(1, On(4), 24, SingleOnly: false), Missing(On(4), positive, Negative(On(3)), Negative(On(3, "23:59"))));
    }

    [Fact]
    public void Explain_PooledPositive_AsksForASingleTest()
    {
        var pooled = Positive(On(1)) with { Pooled = true };

        Assert.Equal(new TestsNeeded(1, On(1), 0, SingleOnly: true), Missing(On(3), pooled, Negative(On(2)) with { Pooled = true }));
    }

    [Fact]
    public void Explain_HomeMonitoring_AsksForATestFromItsDayOn()
    {
        var monitoring = Measure(MeasureKind.HomeMonitoring, On(1, "12:00"));

        Assert.Equal(new TestsNeeded(1, On(3), 0, SingleOnly: false), Missing(On(2), monitoring, Negative(On(2))));
        Assert.Equal((On(1, "12:00"), On(21)), Times(Assert.Single(Pack.Explain([monitoring], On(2)))));
    }

    [Fact]
    public void Explain_WhatOnlyTimeEnds_AsksForNoTest()
    {
        var contact = Measure(MeasureKind.CloseContact, On(1));

        Assert.Null(Missing(On(2), contact));
        Assert.Equal((On(1), On(8)), Times(Assert.Single(Pack.Explain([contact], On(2)))));
    }

    [Fact]
    public void Explain_BeforeAndAfter_IsNotActive()
    {
        var contact = Measure(MeasureKind.CloseContact, On(3), On(5));

        Assert.Equal(
            [false, true, true, false],
            new[] { On(3).AddTicks(-1), On(3), On(5).AddTicks(-1), On(5) }.Select(now =>
                Assert.Single(Pack.Explain([contact], now)).IsActive
            )
        );
    }

    [Fact]
    public void Explain_WhatIsOver_AsksForNoTest()
    {
        var influence = Assert.Single(Pack.Explain([Exposed with { Until = On(3) }], On(4)));

        Assert.Equal((false, (TestsNeeded?)null), (influence.IsActive, influence.Tests));
    }

    [Fact]
    public void Explain_SeveralFacts_AreInTheOrderOfTimeAndThenOfCodes()
    {
        var influences = Pack.Explain(
            [Exposed with { Id = "later", From = On(2) }, Positive(On(1)), Exposed, Negative(On(9)) with { ReportedAt = On(9) }],
            On(3)
        );

        Assert.Equal(
            [
                ("measure-exposure", "measures.exposure", Color.Yellow),
                ("positive", "positive", Color.Red),
                ("measure-exposure", "measures.exposure", Color.Yellow),
            ],
            influences.DistinctBy(influence => influence.Fact).Select(influence => (influence.Code, influence.Rule, influence.Color))
        );
    }

    [Fact]
    public void Explain_Entry_IsRedThenYellowWithATest()
    {
        var entry = Entry(On(1, "10:00"));
        var influences = Pack.Explain([entry], On(9));

        Assert.Equal(
            [("inbound-red", "inbound", On(1, "10:00"), On(8)), ("inbound-yellow", "inbound", On(8), On(28))],
            influences.Select(influence => (influence.Code, influence.Rule, influence.From, influence.Until!.Value))
        );
        Assert.Equal([null, new TestsNeeded(1, On(10), 0, SingleOnly: false)], influences.Select(influence => influence.Tests));
        Assert.All(influences, influence => Assert.Same(entry, influence.Fact));
    }

    [Theory]
    [InlineData(MeasureKind.CloseContact, 8)]
    [InlineData(MeasureKind.HomeMonitoring, 21)]
    [InlineData(MeasureKind.Exposure, null)]
    public void EndOf_AMeasureWithoutAnEnd_IsThePolicys(MeasureKind kind, int? day) =>
        Assert.Equal(day is { } end ? On(end) : null, Pack.EndOf(kind, On(1, "12:00")));

    [Fact]
    public void EndOf_AMeasureWithoutARule_IsNone() => Assert.Null(Policy.Pack("off").EndOf(MeasureKind.CloseContact, On(1)));

    private static TestsNeeded? Missing(DateTimeOffset now, params Fact[] facts) =>
        Assert.Single(Pack.Explain(facts, now), influence => influence.IsActive).Tests;

    private static (DateTimeOffset From, DateTimeOffset? Until) Times(Influence influence) => (influence.From, influence.Until);
}
