using CsCheck;
using Ghc.Domain.Facts;
using Ghc.Domain.Measures;
using Ghc.Domain.Tests.Colors;

namespace Ghc.Domain.Tests.Measures;

public sealed class EffectiveMeasuresTests
{
    private static readonly Measure Contact = Given.Measure(MeasureKind.CloseContact, Given.On(3), Given.On(10));

    [Fact]
    public void Of_LiftedMoreThanOnce_TheEarliestLiftCounts() =>
        Gen.Shuffle(Lifts()).Sample(facts => Assert.Equal([Contact with { LiftedAt = Given.On(5) }], EffectiveMeasures.Of(facts)));

    [Fact]
    public void Of_MeasuresOfOneHolder_AreSortedByStartThenId() =>
        Gen.Shuffle(
                new Fact[]
                {
                    Contact with
                    {
                        Id = "b",
                    },
                    Contact with
                    {
                        Id = "a",
                    },
                    Contact with
                    {
                        Id = "B",
                    },
                    Contact with
                    {
                        Id = "c",
                        From = Given.On(2),
                    },
                    Given.Positive(Given.On(1)),
                }
            )
            .Sample(facts => Assert.Equal(["c", "B", "a", "b"], EffectiveMeasures.Of(facts).Select(measure => measure.Id)));

    [Fact]
    public void Of_LiftOfOneMeasure_LeavesTheOthers() =>
        Assert.Equal(
            [Contact with { LiftedAt = Given.On(4) }, Contact with { Id = "M-2" }],
            EffectiveMeasures.Of([Contact, Contact with { Id = "M-2" }, Contact with { LiftedAt = Given.On(4) }])
        );

    private static Fact[] Lifts() =>
        [
            Contact,
            Contact with
            {
                LiftedAt = Given.On(6),
            },
            Contact with
            {
                LiftedAt = Given.On(5),
            },
            Contact with
            {
                LiftedAt = Given.On(7),
            },
        ];
}
