using CsCheck;
using Ghc.Domain.Colors;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using static Ghc.Domain.Tests.Colors.Given;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.Colors;

public sealed class EffectiveResultsTests
{
    private static LabResult A(int revision, TestResult result, ResultStatus status = ResultStatus.Final) =>
        Result(result, On(1)) with
        {
            Accession = "A",
            Revision = revision,
            Status = status,
        };

    [Fact]
    public void Of_HigherRevision_Replaces() =>
        Assert.Equal(
            TestResult.Negative,
            Assert.Single(EffectiveResults.Of([A(2, TestResult.Negative), A(1, TestResult.Positive)])).Result
        );

    [Fact]
    public void Of_CancelledHighest_DropsTheLowerToo() =>
        Assert.Empty(EffectiveResults.Of([A(1, TestResult.Positive), A(2, TestResult.Positive, ResultStatus.Cancelled)]));

    [Fact]
    public void Of_SameAccessionOfTwoLaboratories_AreTwoResults() =>
        Assert.Equal(2, EffectiveResults.Of([A(1, TestResult.Negative), A(1, TestResult.Negative) with { Laboratory = "sz-bgi" }]).Count);

    [Fact]
    public void Of_TwinsOfOneIdentity_TheMoreSevereWins() =>
        Gen.Shuffle(
                new Fact[]
                {
                    A(1, TestResult.Negative),
                    A(1, TestResult.Positive),
                    A(1, TestResult.Inconclusive),
                    A(1, TestResult.Positive, ResultStatus.Cancelled),
                }
            )
            .Sample(twins => Assert.Equal(TestResult.Positive, Assert.Single(EffectiveResults.Of(twins)).Result));

    [Fact]
    public void Of_NegativeAndItsCancellationWithOneRevision_ReleasesNobody() =>
        Assert.Empty(EffectiveResults.Of([A(1, TestResult.Negative), A(1, TestResult.Negative, ResultStatus.Cancelled)]));

    [Fact]
    public void Of_AnyPermutation_IsTheSameListSortedBySampling() =>
        Histories
            .Facts.SelectMany(f => Gen.Select(Gen.Const(f), Gen.Shuffle(f.ToArray())))
            .Sample(lists =>
            {
                var results = EffectiveResults.Of(lists.Item1);
                Assert.Equal(results, EffectiveResults.Of(lists.Item2));
                Assert.Equal(results.Select(r => r.SampledAt).Order(), results.Select(r => r.SampledAt));
            });

    [Theory]
    [InlineData(0, "24h")]
    [InlineData(24 * 60, "24h")]
    [InlineData((24 * 60) + 1, "48h")]
    [InlineData(48 * 60, "48h")]
    [InlineData(72 * 60, "72h")]
    [InlineData((72 * 60) + 1, "none")]
    [InlineData(-1, "none")]
    public void TestAge_CountsFromSampling(int minutesLater, string expected) =>
        Assert.Equal(expected, TestAge.Of([Negative(On(1))], On(1).AddMinutes(minutesLater)));

    [Fact]
    public void TestAge_AntigenPositiveOrCancelled_IsNone() =>
        Assert.Equal(
            "none",
            TestAge.Of(
                [
                    Negative(On(1)) with
                    {
                        Assay = Assay.Antigen,
                    },
                    Positive(On(1)),
                    A(2, TestResult.Negative, ResultStatus.Cancelled),
                    A(1, TestResult.Negative),
                ],
                On(1, "12:00")
            )
        );
}
