using Ghc.Domain.Documents;
using Ghc.Domain.LabResults;
using Ghc.Domain.Tests.Colors;
using Ghc.Domain.Tests.Documents;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.LabResults;

/// <summary>Two messages with one revision: which of them counts, whichever came first.</summary>
public sealed class TwinResultsTests
{
    private static readonly LabResult Negative = Given.Negative(Given.On(3)) with { Accession = "A" };
    private static readonly LabResult Positive = Negative with { Result = TestResult.Positive };
    private static readonly LabResult Inconclusive = Negative with { Result = TestResult.Inconclusive };
    private static readonly LabResult Invalid = Negative with { Result = TestResult.Invalid };
    private static readonly LabResult Antigen = Negative with { Assay = Assay.Antigen };
    private static readonly LabResult Pooled = Negative with { Pooled = true };

    /// <summary>From the one that counts most to the one that counts least.</summary>
    private static readonly Dictionary<string, (LabResult Counts, LabResult Other)> Pairs = new()
    {
        ["single before pooled positive"] = (Positive, Positive with { Pooled = true }),
        ["pooled positive before inconclusive"] = (Positive with { Pooled = true }, Inconclusive),
        ["inconclusive before invalid"] = (Inconclusive, Invalid),
        ["invalid before antigen negative"] = (Invalid, Antigen),
        ["invalid before pooled negative"] = (Invalid, Pooled),
        ["antigen before nucleic-acid negative"] = (Antigen, Negative),
        ["pooled before single negative"] = (Pooled, Negative),
        ["invalid before single negative"] = (Invalid, Negative),
        ["antigen positive is not pooled"] = (Positive with { Assay = Assay.Antigen }, Positive with { Pooled = true }),
        ["pooled inconclusive before invalid"] = (Inconclusive with { Pooled = true }, Invalid),
        ["higher revision before severity"] = (Negative with { Revision = 2 }, Positive),

        ["later positive"] = (At(Positive, 4), At(Positive, 3)),
        ["later inconclusive"] = (At(Inconclusive, 4), At(Inconclusive, 3)),
        ["earlier invalid"] = (At(Invalid, 3), At(Invalid, 4)),
        ["earlier negative"] = (At(Negative, 3), At(Negative, 4)),
        ["time before assay"] = (At(Positive, 4), At(Positive, 3) with { Assay = Assay.Antigen }),

        ["antigen of equal severity"] = (Positive with { Assay = Assay.Antigen }, Positive),
        ["assay before pooling"] = (Inconclusive with { Assay = Assay.Antigen, Pooled = true }, Inconclusive),
        ["single of equal severity"] = (Inconclusive, Inconclusive with { Pooled = true }),
        ["pooling before status"] = (Inconclusive, Inconclusive with { Pooled = true, Status = ResultStatus.Corrected }),
        ["corrected before final"] = (Negative with { Status = ResultStatus.Corrected }, Negative),
        ["status before report"] = (Negative with { Status = ResultStatus.Corrected }, Reported(Negative, 9)),
        ["later report"] = (Reported(Negative, 9), Reported(Negative, 8)),
        ["report before name"] = (Reported(Named("ANNA"), 9), Reported(Named("BEN"), 8)),
        ["name"] = (Named("BEN"), Named("ANNA")),
        ["names that look the same when masked"] = (Named("ANNE"), Named("ANNA")),
    };

    public static TheoryData<string> Rules { get; } = [.. Pairs.Keys];

    [Theory]
    [MemberData(nameof(Rules))]
    public void Of_TwoMessages_TheSameOneCountsInEitherOrder(string rule)
    {
        var (counts, other) = Pairs[rule];

        Assert.Equal(counts, Assert.Single(EffectiveResults.Of([counts, other])));
        Assert.Equal(counts, Assert.Single(EffectiveResults.Of([other, counts])));
    }

    [Fact]
    public void Of_CancelledTwin_ReleasesNobodyAndHidesNoPositive()
    {
        var cancelled = Negative with { Status = ResultStatus.Cancelled };

        Assert.All([Negative, Antigen, Pooled, Invalid], result => Assert.Empty(EffectiveResults.Of([result, cancelled])));
        Assert.All(
            [Positive, Positive with { Pooled = true }, Inconclusive],
            result => Assert.Equal([result], EffectiveResults.Of([cancelled, result]))
        );
        Assert.All(
            [Positive, Inconclusive],
            result => Assert.Equal([Positive], EffectiveResults.Of([result with { Status = ResultStatus.Cancelled }, Positive]))
        );
    }

    [Fact]
    public void Of_Moved_DropsLowerRevisionsAndKeepsHigherOnes()
    {
        Assert.Empty(EffectiveResults.Of([Positive, Moved(2)]));
        Assert.Equal([Positive with { Revision = 3 }], EffectiveResults.Of([Positive with { Revision = 3 }, Moved(2)]));
        Assert.Empty(EffectiveResults.Of([Positive with { Revision = 3 }, Moved(2), Moved(4)]));
    }

    [Fact]
    public void Of_MovedWithTheSameRevision_KeepsWhatMakesTheColorWorse()
    {
        Assert.All(
            [Positive, Positive with { Pooled = true }, Inconclusive],
            result => Assert.Equal([result], EffectiveResults.Of([result, Moved(1)]))
        );
        Assert.All([Negative, Antigen, Pooled, Invalid], result => Assert.Empty(EffectiveResults.Of([result, Moved(1)])));
    }

    [Fact]
    public void Of_MovedOfAnotherResult_ChangesNothing()
    {
        Assert.Equal([Negative], EffectiveResults.Of([Negative, Moved(2) with { Laboratory = "sz-bgi" }]));
        Assert.Equal([Negative], EffectiveResults.Of([Negative, Moved(2) with { Accession = "B" }]));
    }

    [Fact]
    public void Of_SeveralResults_AreSortedByTimeThenLaboratoryThenAccession()
    {
        LabResult[] sorted =
        [
            At(Negative, 1) with
            {
                Laboratory = "z",
                Accession = "z",
            },
            Negative with
            {
                Laboratory = "B",
            },
            Negative with
            {
                Laboratory = "a",
            },
            Negative with
            {
                Laboratory = "b",
                Accession = "A",
            },
            Negative with
            {
                Laboratory = "b",
                Accession = "B",
            },
            Negative with
            {
                Laboratory = "b",
                Accession = "a",
            },
            At(Negative, 4),
        ];

        Assert.Equal(sorted, EffectiveResults.Of(sorted.Reverse()));
        Assert.Equal(sorted, EffectiveResults.Of(sorted));
    }

    private static ResultMoved Moved(int revision) => new(Negative.Laboratory, Negative.Accession, revision, "other");

    private static LabResult At(LabResult result, int day) => result with { SampledAt = Given.On(day) };

    private static LabResult Reported(LabResult result, int day) => result with { ReportedAt = Given.On(day) };

    private static LabResult Named(string name) => Negative with { Name = Expect.Value(PersonName.Parse($"{name} SMITH")) };
}
