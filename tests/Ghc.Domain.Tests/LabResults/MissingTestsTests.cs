using CsCheck;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Tests.Colors;
using Ghc.Domain.Tests.Documents;
using TestResult = Ghc.Domain.LabResults.TestResult;

namespace Ghc.Domain.Tests.LabResults;

/// <summary>Why a test does not show: each reason, and what must not be taken for it.</summary>
public sealed class MissingTestsTests
{
    private static readonly PersonName Ben = Expect.Value(PersonName.Parse("BEN JONES"));
    private static readonly DateTimeOffset Since = Given.On(5);

    private static readonly Document Mine = Document("taiwan-permit", "01234567", "01");
    private static readonly Document Passport = Document("passport", "01234567", null);
    private static readonly Document Renewed = Document("taiwan-permit", "01234567", "02");
    private static readonly Document Near = Document("taiwan-permit", "11234567", "01");
    private static readonly Document NearPassport = Document("passport", "O1234567", null);

    [Fact]
    public void Find_NothingAnywhere_IsNotReportedYet() => Assert.Equal(["not-reported-yet"], Find([]));

    [Fact]
    public void Find_TestThatShows_IsNotReportedYet() => Assert.Equal(["not-reported-yet"], Find([Given.Negative(Given.On(6))]));

    [Fact]
    public void Find_UnderAnotherDocument_SaysWhichSortOfDocument()
    {
        Assert.Equal(["other-id-type"], Find([], Holding(Passport, Given.Negative(Since))));
        Assert.Equal(["other-issuance"], Find([], Holding(Renewed, Given.Negative(Since))));
        Assert.Equal(["near-number"], Find([], Holding(Near, Given.Negative(Since))));
        Assert.Equal(["near-number"], Find([], Holding(NearPassport, Given.Negative(Since))));
    }

    [Fact]
    public void Find_UnderSeveralDocuments_NamesEachSortOnceAndTheLikeliestFirst() =>
        Gen.Shuffle(new[] { Passport, Renewed, Document("taiwan-permit", "01234567", "03"), Near, NearPassport })
            .Sample(documents =>
                Assert.Equal(
                    ["other-id-type", "other-issuance", "near-number"],
                    Find([], [.. documents.Select(document => Holding(document, Given.Negative(Given.On(6))))])
                )
            );

    [Fact]
    public void Find_UnderTheSameDocument_IsNotElsewhere() =>
        Assert.Equal(["not-reported-yet"], Find([], Holding(Mine, Given.Negative(Given.On(6)))));

    [Fact]
    public void Find_ElsewhereOfAnotherPerson_TellsNothing() =>
        Assert.Equal(["not-reported-yet"], Find([], Holding(Passport, Given.Negative(Given.On(6)) with { Name = Ben })));

    [Fact]
    public void Find_ElsewhereAndHere_IsNotMissing()
    {
        var result = Given.Negative(Given.On(6));

        Assert.Equal(["not-reported-yet"], Find([result], Holding(Passport, result)));
        Assert.Equal(["other-id-type"], Find([result], Holding(Passport, result with { Accession = "another" })));
        Assert.Equal(["other-id-type"], Find([result], Holding(Passport, result with { Laboratory = "another" })));
    }

    [Fact]
    public void Find_ElsewhereButCancelledThere_IsNotThere() =>
        Assert.Equal(
            ["not-reported-yet"],
            Find([], Holding(Passport, Given.Negative(Given.On(6)) with { Status = ResultStatus.Cancelled }))
        );

    [Fact]
    public void Find_Cancelled_SaysSo()
    {
        var result = Given.Negative(Since) with { Revision = 2, Status = ResultStatus.Cancelled };

        Assert.Equal(["result-cancelled"], Find([result]));
        Assert.Equal(["result-cancelled"], Find([result, result with { Revision = 1, Status = ResultStatus.Final }]));
        Assert.Equal(["not-reported-yet"], Find([result, result with { Revision = 3, Status = ResultStatus.Corrected }]));
        Assert.Equal(["not-reported-yet"], Find([result with { Name = Ben }]));
    }

    [Fact]
    public void Find_MovedToAnotherDocument_IsAsIfItWereCancelled()
    {
        var result = Given.Negative(Given.On(6));

        Assert.Equal(["result-cancelled"], Find([result, new ResultMoved(result.Laboratory, result.Accession, 2, "other")]));
    }

    [Fact]
    public void Find_UnderAnotherName_SaysSo() =>
        Assert.Equal(["name-mismatch"], Find([Given.Negative(Since) with { Name = Ben }, Given.Negative(Given.On(6))]));

    [Fact]
    public void Find_LatestIsInvalid_SaysSo()
    {
        Assert.Equal(["test-invalid"], Find([Given.Negative(Given.On(6)), Invalid(Given.On(7))]));
        Assert.Equal(["test-invalid"], Find([Invalid(Since)]));
        Assert.Equal(["not-reported-yet"], Find([Invalid(Given.On(6)), Given.Negative(Given.On(7))]));
    }

    [Fact]
    public void Find_LatestIsInvalid_IsAskedOfThisPersonsTestsOnly()
    {
        Assert.Equal(["name-mismatch", "test-invalid"], Find([Invalid(Given.On(6)), Given.Negative(Given.On(7)) with { Name = Ben }]));
        Assert.Equal(["name-mismatch"], Find([Invalid(Given.On(6)) with { Name = Ben }]));
    }

    [Fact]
    public void Find_OlderThanAsked_IsNotSaid()
    {
        var before = Since.AddTicks(-1);
        Fact[] here =
        [
            Given.Negative(before) with
            {
                Status = ResultStatus.Cancelled,
            },
            Given.Negative(before) with
            {
                Name = Ben,
            },
            Invalid(before),
        ];

        Assert.Equal(["not-reported-yet"], Find(here, Holding(Passport, Given.Negative(before))));
    }

    [Fact]
    public void Find_EveryReason_InTheOrderToReadThem() =>
        Assert.Equal(
            ["other-id-type", "result-cancelled", "name-mismatch", "test-invalid"],
            Find(
                [
                    Given.Negative(Given.On(6)) with
                    {
                        Status = ResultStatus.Cancelled,
                    },
                    Given.Negative(Given.On(7)) with
                    {
                        Name = Ben,
                    },
                    Invalid(Given.On(8)),
                ],
                Holding(Passport, Given.Negative(Given.On(6)))
            )
        );

    private static IReadOnlyList<string> Find(Fact[] here, params Namesake[] namesakes) =>
        MissingTests.Find(Mine, Colors.Names.Anna, here, namesakes, Since);

    private static Namesake Holding(Document document, params Fact[] facts) => new(document, facts);

    private static LabResult Invalid(DateTimeOffset at) => Given.Result(TestResult.Invalid, at);

    private static Document Document(string type, string number, string? issuance) =>
        Expect.Value(Domain.Documents.Document.Parse(type, number, issuance));
}
