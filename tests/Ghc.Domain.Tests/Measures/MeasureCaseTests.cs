using Ghc.Domain.Measures;
using Ghc.Domain.Tests.Documents;

namespace Ghc.Domain.Tests.Measures;

/// <summary>The state of a measure follows from who signed what and when.</summary>
public sealed class MeasureCaseTests
{
    private const string First = "officer-1";
    private const string Second = "officer-2";
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Expiry = Now.AddHours(24);

    private static readonly MeasureCase Proposal = new(
        "M-1",
        MeasureKind.CloseContact,
        Now.AddDays(-2),
        Now.AddDays(7),
        LegalReason.ContactObservation,
        "note",
        new Signature(First, Now)
    );

    private static readonly MeasureCase Approved = Expect.Value(Proposal.Approve(Second, Now.AddHours(1)));

    [Fact]
    public void StateAt_NobodyApproved_ExpiresAfterADay()
    {
        Assert.Equal(MeasureState.Pending, Proposal.StateAt(Now));
        Assert.Equal(MeasureState.Pending, Proposal.StateAt(Expiry.AddTicks(-1)));
        Assert.Equal(MeasureState.Expired, Proposal.StateAt(Expiry));
        Assert.Equal(MeasureState.Expired, Proposal.StateAt(Expiry.AddDays(1)));
    }

    [Fact]
    public void StateAt_Signed_DoesNotDependOnTheTime()
    {
        Assert.All(
            [Now, Expiry, Expiry.AddYears(1)],
            at =>
            {
                Assert.Equal(MeasureState.InForce, Approved.StateAt(at));
                Assert.Equal(MeasureState.Withdrawn, Proposal.End(First, Now).StateAt(at));
                Assert.Equal(MeasureState.Lifted, Approved.End(First, Now).StateAt(at));
            }
        );
    }

    [Fact]
    public void Approve_ByAnotherOfficer_IsSignedAndInForce()
    {
        Assert.Equal(new Signature(Second, Now.AddHours(1)), Approved.Approved);
        Assert.Equal(Proposal with { Approved = Approved.Approved }, Approved);
    }

    [Fact]
    public void Approve_ByTheProposer_NeedsAnother()
    {
        var refusal = Expect.Refused(Proposal.Approve(First, Now));

        Assert.Equal(("needs-approval", "M-1"), (refusal.Code, refusal.MeasureId));
    }

    [Fact]
    public void Approve_AgainByTheSameOfficer_IsTheFirstApproval() =>
        Assert.Same(Approved, Expect.Value(Approved.Approve(Second, Now.AddHours(2))));

    [Theory]
    [InlineData(First)]
    [InlineData("officer-3")]
    public void Approve_WhatAnotherOfficerApproved_IsDecided(string officer) =>
        Assert.Equal("already-decided", Expect.Refused(Approved.Approve(officer, Now)).Code);

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public void Approve_TooLate_HasExpired(string officer)
    {
        Assert.Equal("proposal-expired", Expect.Refused(Proposal.Approve(officer, Expiry)).Code);
        Assert.Equal(officer == First ? "needs-approval" : null, RefusalCode(Proposal.Approve(officer, Expiry.AddTicks(-1))));
    }

    [Theory]
    [InlineData(First)]
    [InlineData(Second)]
    public void Approve_WhatHasEnded_IsDecided(string officer)
    {
        Assert.Equal("already-decided", Expect.Refused(Proposal.End(First, Now).Approve(officer, Now)).Code);
        Assert.Equal("already-decided", Expect.Refused(Approved.End(First, Now).Approve(officer, Now)).Code);
    }

    [Fact]
    public void End_Twice_IsTheFirstEnd()
    {
        var ended = Approved.End(First, Now.AddDays(1));

        Assert.Equal(new Signature(First, Now.AddDays(1)), ended.Ended);
        Assert.Same(ended, ended.End(Second, Now.AddDays(2)));
    }

    [Fact]
    public void Start_OfOneHoldersMeasure_IsWhatTheOfficerSaid()
    {
        Assert.Equal(Proposal.From, Proposal.Start);
        Assert.Equal(Proposal.From, Approved.Start);
    }

    [Fact]
    public void Start_NobodySaidFromWhenOn_IsTheApproval()
    {
        Assert.Equal(Proposal.From, (Proposal with { StartsWithApproval = true }).Start);
        Assert.Equal(Now.AddHours(1), (Approved with { StartsWithApproval = true }).Start);
    }

    [Fact]
    public void Start_OfASite_IsTheApproval()
    {
        var site = new ExposureSite("luohu-port", Now.AddDays(-3), Now.AddDays(-2));

        Assert.Equal(Proposal.From, (Proposal with { Site = site }).Start);
        Assert.Equal(Now.AddHours(1), (Approved with { Site = site }).Start);
    }

    [Fact]
    public void ToFact_LiftedOrNot_CarriesKindTimesAndLift()
    {
        var measure = Approved with { StartsWithApproval = true };
        var fact = new Measure("F-1", MeasureKind.CloseContact, Now.AddHours(1), Now.AddDays(7));

        Assert.Equal(fact, measure.ToFact("F-1"));
        Assert.Equal(fact with { LiftedAt = Now.AddDays(1) }, measure.End(First, Now.AddDays(1)).ToFact("F-1"));
    }

    private static string? RefusalCode(Outcome<MeasureCase> outcome) => outcome.Refused(out var refusal, out _) ? refusal.Code : null;
}
