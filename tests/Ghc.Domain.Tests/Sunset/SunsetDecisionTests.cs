using Ghc.Domain.Sunset;

namespace Ghc.Domain.Tests.Sunset;

/// <summary>Two administrators end the service, step by step; one alone never does.</summary>
public sealed class SunsetDecisionTests
{
    private const string One = "one";
    private const string Two = "two";

    private static readonly DateTimeOffset Now = new(2022, 12, 7, 2, 0, 0, TimeSpan.Zero);
    private static readonly SunsetPlan Dates = new(Now.AddDays(6), Now.AddDays(13), Now.AddDays(55), Now.AddDays(62), "key");

    [Fact]
    public void Plan_ChangesNothingUntilAnotherSigns()
    {
        var planned = Written(SunsetDecisions.Plan(null, Dates, One, Now));
        Assert.Equal(SunsetPhase.None, planned.PhaseAt(Dates.ClosesAt));
        Refused(RefusalCodes.NeedsApproval, Sign(planned, SunsetStep.Announce, One, Now));

        var announced = Written(Sign(planned, SunsetStep.Announce, Two, Now));
        Assert.Equal(SunsetPhase.Announced, announced.PhaseAt(Now));
        Assert.Equal(SunsetPhase.Closed, announced.PhaseAt(Dates.ClosesAt));
        Assert.Equal(SunsetPhase.Closed, announced.PhaseAt(Dates.WipesFrom));
    }

    [Fact]
    public void EveryStep_NeedsTwo_AndTheStepBefore()
    {
        var record = Announced();
        Refused(RefusalCodes.SunsetTooEarly, Sign(record, SunsetStep.Freeze, One, Dates.ClosesAt.AddTicks(-1)));
        record = Written(Sign(record, SunsetStep.Freeze, One, Dates.ClosesAt));
        Refused(RefusalCodes.NeedsApproval, Sign(record, SunsetStep.Freeze, One, Dates.ClosesAt));
        Assert.Equal(SunsetPhase.Closed, record.PhaseAt(Dates.FreezesAt));
        record = Written(Sign(record, SunsetStep.Freeze, Two, Dates.ClosesAt.AddDays(1)));
        Assert.Equal(SunsetPhase.Frozen, record.PhaseAt(Dates.FreezesAt));
        Assert.Equal(SunsetPhase.Ended, record.PhaseAt(Dates.ExportUntil));

        Refused(RefusalCodes.SunsetTooEarly, Sign(record, SunsetStep.Wipe, One, Dates.FreezesAt.AddTicks(-1)));
        record = Written(Sign(record, SunsetStep.Wipe, Two, Dates.ExportUntil));
        Refused(RefusalCodes.NeedsApproval, SunsetDecisions.BeginWipe(record, Dates.Hash, Dates.WipesFrom));
        Refused(RefusalCodes.NeedsApproval, Sign(record, SunsetStep.Wipe, Two, Dates.ExportUntil));
        record = Written(Sign(record, SunsetStep.Wipe, One, Dates.ExportUntil));
        Refused(RefusalCodes.SunsetTooEarly, SunsetDecisions.BeginWipe(record, Dates.Hash, Dates.WipesFrom.AddTicks(-1)));
        record = Written(SunsetDecisions.BeginWipe(record, Dates.Hash, Dates.WipesFrom));
        Assert.Equal(SunsetPhase.Wiping, record.PhaseAt(Dates.WipesFrom));
        Refused(RefusalCodes.SunsetUnderWay, SunsetDecisions.Withdraw(record, Dates.Hash, One, Dates.WipesFrom));
        Assert.Equal(record, Kept(SunsetDecisions.BeginWipe(record, Dates.Hash, Dates.WipesFrom.AddDays(1))));
    }

    [Fact]
    public void Approval_Repeated_ChangesNothing() =>
        Assert.All(
            [One, Two],
            by => Assert.Equal(Announced().Signatures, Kept(Sign(Announced(), SunsetStep.Announce, by, Now.AddDays(1))).Signatures)
        );

    [Fact]
    public void Signature_OfAnotherPlan_IsRefused()
    {
        var planned = Written(SunsetDecisions.Plan(null, Dates, One, Now));
        var replanned = Written(SunsetDecisions.Plan(planned, Dates with { WipesFrom = Dates.WipesFrom.AddSeconds(1) }, One, Now));

        Assert.Equal(2, replanned.Number);
        Refused(
            RefusalCodes.SunsetPlanChanged,
            SunsetDecisions.Sign(replanned, SunsetStep.Announce, Dates.Hash, Two, mayApprove: true, Now)
        );
        Assert.NotEqual(Dates.Hash, (Dates with { CertificateKey = "another" }).Hash);
    }

    [Fact]
    public void Announced_CannotBeReplanned_OnlyWithdrawn()
    {
        var other = Dates with { WipesFrom = Dates.WipesFrom.AddDays(1) };
        Refused(RefusalCodes.SunsetUnderWay, SunsetDecisions.Plan(Announced(), other, One, Now));
        Assert.Equal(Announced().Signatures, Kept(SunsetDecisions.Plan(Announced(), Dates, One, Now)).Signatures);

        var withdrawn = Written(SunsetDecisions.Withdraw(Announced(), Dates.Hash, One, Now));
        Assert.Equal(SunsetPhase.None, withdrawn.PhaseAt(Dates.ClosesAt));
        Assert.Equal(withdrawn, Kept(SunsetDecisions.Withdraw(withdrawn, Dates.Hash, Two, Now)));
        Refused(RefusalCodes.SunsetNotPlanned, Sign(withdrawn, SunsetStep.Freeze, One, Dates.ClosesAt));
        Refused(RefusalCodes.SunsetNotPlanned, SunsetDecisions.BeginWipe(withdrawn, Dates.Hash, Dates.WipesFrom));

        // The same plan again starts without signatures.
        var again = Written(SunsetDecisions.Plan(withdrawn, Dates, One, Now));
        Assert.Equal((2, SunsetPhase.None), (again.Number, again.PhaseAt(Dates.ClosesAt)));
    }

    [Fact]
    public void Proposal_NobodyApproves_Lapses()
    {
        var proposed = Written(Sign(Announced(), SunsetStep.Freeze, One, Dates.ClosesAt));
        var late = Dates.ClosesAt + SunsetSignature.ProposalLasts;
        var anew = Written(Sign(proposed, SunsetStep.Freeze, Two, late));

        Assert.False(anew.IsApproved(SunsetStep.Freeze));
        Assert.Equal(Two, anew.Of(SunsetStep.Freeze, late)!.ProposedBy);
    }

    [Fact]
    public void NewAdministrator_DoesNotApprove() =>
        Refused(
            RefusalCodes.OfficerTooNew,
            SunsetDecisions.Sign(
                Written(SunsetDecisions.Plan(null, Dates, One, Now)),
                SunsetStep.Announce,
                Dates.Hash,
                Two,
                mayApprove: false,
                Now
            )
        );

    [Fact]
    public void Approval_ThatWouldShortenTheNotice_IsRefused()
    {
        var soon = Dates with { ClosesAt = Now, FreezesAt = Now, ExportUntil = Now + SunsetPlan.LeastNotice };
        var planned = Written(SunsetDecisions.Plan(null, soon, One, Now));

        Refused(
            RefusalCodes.InvalidRequest,
            SunsetDecisions.Sign(planned, SunsetStep.Announce, soon.Hash, Two, mayApprove: true, Now.AddSeconds(1))
        );
    }

    [Theory]
    [InlineData(-1, 13, 55, 62, "closesAt")]
    [InlineData(6, 5, 55, 62, "freezesAt")]
    [InlineData(6, 13, 13, 62, "exportUntil")]
    [InlineData(1, 2, 13, 62, "exportUntil")]
    [InlineData(6, 13, 55, 54, "wipesFrom")]
    public void Plan_DatesThatDoNotFit_AreRefused(int closes, int freezes, int export, int wipes, string field)
    {
        var plan = new SunsetPlan(Now.AddDays(closes), Now.AddDays(freezes), Now.AddDays(export), Now.AddDays(wipes), "key");

        Assert.Equal([field], plan.ProblemAt(Now)!.Errors.Select(error => error.Field).Distinct());
    }

    [Fact]
    public void Retention_ShrinksToNothing()
    {
        var record = Written(
            Sign(Written(Sign(Announced(), SunsetStep.Freeze, One, Dates.ClosesAt)), SunsetStep.Freeze, Two, Dates.ClosesAt)
        );

        DateTimeOffset[] times = [Now, Dates.ClosesAt, Dates.FreezesAt, Now.AddDays(34), Dates.ExportUntil];
        Assert.Equal([1, 1, 0.5, 0.25, 0], times.Select(record.RetentionAt));
    }

    private static SunsetRecord Announced() =>
        Written(Sign(Written(SunsetDecisions.Plan(null, Dates, One, Now)), SunsetStep.Announce, Two, Now));

    private static Decision<SunsetRecord, SunsetRecord> Sign(SunsetRecord record, SunsetStep step, string by, DateTimeOffset now) =>
        SunsetDecisions.Sign(record, step, Dates.Hash, by, mayApprove: true, now);

    private static SunsetRecord Written(Decision<SunsetRecord, SunsetRecord> decision)
    {
        Assert.Equal(decision.Answer.Value, decision.Change);
        return decision.Answer.Value;
    }

    private static SunsetRecord Kept(Decision<SunsetRecord, SunsetRecord> decision)
    {
        Assert.Null(decision.Change);
        return decision.Answer.Value;
    }

    private static void Refused(string code, Decision<SunsetRecord, SunsetRecord> decision)
    {
        Assert.Null(decision.Change);
        Assert.True(decision.Answer.Refused(out var refusal, out _));
        Assert.Equal(code, refusal.Code);
    }
}
