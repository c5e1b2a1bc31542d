using CsCheck;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.Measures;
using static Ghc.Domain.Tests.Colors.Given;

namespace Ghc.Domain.Tests.Colors;

/// <summary>Lifting adds a fact, so the laws of facts hold for it.</summary>
public sealed class LiftTests
{
    private static readonly Measure Put = new("m", MeasureKind.CloseContact, On(2), On(9));

    [Fact]
    public void Lift_WhileInForce_EndsTheColorThen()
    {
        Assert.Equal(Color.Red, ColorAt(On(4, "11:59"), Put, Put with { LiftedAt = On(4, "12:00") }));
        Assert.Equal(Color.Green, ColorAt(On(4, "12:00"), Put, Put with { LiftedAt = On(4, "12:00") }));
    }

    [Fact]
    public void Lift_BeforeItCounted_LeavesNothing() => Assert.Single(Pack.Schedule([Put, Put with { LiftedAt = On(1) }]).Segments);

    [Fact]
    public void Lift_AfterTheEnd_ProlongsNothing()
    {
        var byPolicy = new Measure("m", MeasureKind.CloseContact, On(2), null);

        Assert.Equal(
            Pack.Schedule([byPolicy]).Segments.Select(s => (s.From, s.Color)),
            Pack.Schedule([byPolicy, byPolicy with { LiftedAt = On(20) }]).Segments.Select(s => (s.From, s.Color))
        );
        Assert.Equal(Color.Green, ColorAt(On(9), Put, Put with { LiftedAt = On(12) }));
    }

    [Fact]
    public void Lift_InAnyOrderAndRepeated_IsTheEarliestOne() =>
        Gen.Int[0, 240]
            .Array[1, 4]
            .Select(Gen.Int[0, 1000], (hours, seed) => (hours, seed))
            .Sample(
                (hours, seed) =>
                {
                    Fact[] facts = [Put, .. hours.Select(hour => Put with { LiftedAt = On(1).AddHours(hour) })];
                    var shuffled = facts.Concat(facts).OrderBy(fact => HashCode.Combine(fact, seed)).ToArray();
                    var expected = Pack.Schedule([Put, Put with { LiftedAt = On(1).AddHours(hours.Min()) }]);
                    Assert.Equal(
                        expected.Segments.Select(s => (s.From, s.Color)),
                        Pack.Schedule(shuffled).Segments.Select(s => (s.From, s.Color))
                    );
                }
            );

    [Fact]
    public void Lift_OfOneMeasure_LeavesTheOthers() =>
        Assert.Equal(Color.Red, ColorAt(On(5), Put, Put with { LiftedAt = On(3) }, Put with { Id = "other" }));

    [Fact]
    public void Explain_OfAnyFacts_AgreesWithTheColor() =>
        Histories.Facts.Sample(facts =>
        {
            var active = Pack.Explain(facts, On(10)).Where(influence => influence.IsActive).ToList();
            var assessment = Pack.Assess(facts, On(10));
            Assert.Equal(assessment.Color, active.Select(influence => influence.Color).DefaultIfEmpty(Color.Green).Max());
            Assert.Equal(
                assessment.Reasons.Select(reason => reason.Code).Order(StringComparer.Ordinal),
                active.Select(influence => influence.Code).Distinct().Order(StringComparer.Ordinal)
            );
            Assert.All(active, influence => Assert.True(influence.Tests is null or { Count: >= 0 }));
        });
}
