using Ghc.Domain.Colors;
using Ghc.Domain.Policies;

namespace Ghc.Domain.Tests.Policies;

/// <summary>How versions come, and how they are left: decided on lists, without a table.</summary>
public sealed class ProposalsTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly Policy Wanted = Policy.Pack("5+3");
    private static readonly Policy BuiltIn = Policy.Pack("7+3");

    [Fact]
    public void Put_TheFirstTime_ProposesTheNextNumber()
    {
        var (written, answer) = Put([Published(1, BuiltIn, Now.AddDays(-9))], Wanted, "first");
        Assert.Same(written, answer.Value);
        Assert.Equal(
            (2, PolicyState.Proposed, "first", "trial-2"),
            (written!.Sequence, written.State, written.ProposedBy, written.TrialSweepId)
        );
    }

    [Fact]
    public void Put_ByTheSameOfficerAgain_WritesNothing()
    {
        var proposal = Proposed(1, "first");
        Assert.Equal((null, proposal), Told(Put([proposal], Wanted, "first")));
    }

    [Fact]
    public void Put_ByAnother_PublishesAfterTheNotice()
    {
        var written = Put([Proposed(1, "first")], Wanted, "second").Change!;
        Assert.Equal(
            (1, PolicyState.Published, "second", Now + PolicyVersion.Notice),
            (written.Sequence, written.State, written.ApprovedBy, written.EffectiveAt)
        );
    }

    [Fact]
    public void Put_ByAnother_OnTheDayOfTheProposer_UnlessTheyNameOne()
    {
        var proposal = Proposed(1, "first") with { PlannedAt = Now.AddDays(2) };
        Assert.Equal(
            Now.AddDays(2),
            new Proposals([proposal], Now).Put(Wanted, "second", mayApprove: true, effectiveAt: null).Change!.EffectiveAt
        );
        Assert.Equal(
            Now.AddDays(1),
            new Proposals([proposal], Now).Put(Wanted, "second", mayApprove: true, Now.AddDays(1)).Change!.EffectiveAt
        );
    }

    [Fact]
    public void Put_ByAnOfficerOfToday_IsRefused() =>
        Assert.Equal(
            (RefusalCodes.OfficerTooNew, null),
            Refused(new Proposals([Proposed(1, "first")], Now).Put(Wanted, "second", mayApprove: false, DateTimeOffset.MinValue))
        );

    [Fact]
    public void Put_AfterSevenDays_IsProposedAnew()
    {
        var written = Put([Proposed(1, "first") with { ProposedAt = Now.AddDays(-7) }], Wanted, "second").Change!;
        Assert.Equal((2, PolicyState.Proposed, "second"), (written.Sequence, written.State, written.ProposedBy));
    }

    [Fact]
    public void Put_WhatDecides_WritesNothing_AndOnALaterDayIsRefused()
    {
        var last = Published(1, Wanted, Now);
        Assert.Equal((null, last), Told(Put([last], Wanted, "third")));
        Assert.Equal(
            (RefusalCodes.AlreadyDecided, null),
            Refused(new Proposals([last], Now).Put(Wanted, "third", mayApprove: true, Now.AddDays(1)))
        );
    }

    [Fact]
    public void Leave_WhatIsInForce_PublishesTheRulesBeforeIt()
    {
        var written = Leave([Published(1, Wanted, Now.AddDays(-1))], 1).Change!;
        Assert.Equal(
            (2, BuiltIn.Json, 1, "officer", "officer"),
            (written.Sequence, written.Pack, written.Leaves, written.ProposedBy, written.ApprovedBy)
        );
    }

    [Fact]
    public void Leave_WhatIsToCome_CancelsItAndAllAfterIt()
    {
        PolicyVersion[] versions =
        [
            Published(1, Wanted, Now.AddDays(-1)),
            Published(2, BuiltIn, Now.AddDays(2)),
            Published(3, Policy.Pack("off"), Now.AddDays(3)),
        ];
        var written = Leave(versions, 2).Change!;
        Assert.Equal(Wanted.Json, written.Pack);
        Assert.Equal([2, 3], written.Cancels);
    }

    [Fact]
    public void Leave_TheSameAgain_WritesNothing()
    {
        var first = Published(1, Wanted, Now.AddDays(-1));
        var left = Leave([first], 1).Change!;
        Assert.Equal((null, left), Told(Leave([first, left], 1)));
    }

    [Fact]
    public void Leave_WhatDoesNotCount_OrNothing_IsRefused()
    {
        Assert.Equal((RefusalCodes.VersionNotInForce, null), Refused(Leave([Published(1, Wanted, Now.AddDays(-1))], 7)));
        Assert.Equal((RefusalCodes.NothingToRollBack, null), Refused(Leave([], null)));
    }

    private static Decision<PolicyVersion, PolicyVersion> Put(PolicyVersion[] versions, Policy policy, string officer) =>
        new Proposals(versions, Now).Put(policy, officer, mayApprove: true, DateTimeOffset.MinValue);

    private static Decision<PolicyVersion, PolicyVersion> Leave(PolicyVersion[] versions, int? sequence) =>
        new RollbackPlan(versions, BuiltIn.Json, Now).Leave(sequence, "officer");

    private static PolicyVersion Proposed(int number, string officer) =>
        new(number, Wanted.Json, PolicyState.Proposed, officer, Now.AddHours(-1));

    private static PolicyVersion Published(int number, Policy policy, DateTimeOffset effectiveAt) =>
        new(number, policy.Json, PolicyState.Published, "first", Now.AddDays(-10)) { ApprovedBy = "second", EffectiveAt = effectiveAt };

    private static (PolicyVersion? Written, PolicyVersion Answer) Told(Decision<PolicyVersion, PolicyVersion> decision) =>
        (decision.Change, decision.Answer.Value);

    private static (string Code, PolicyVersion? Written) Refused(Decision<PolicyVersion, PolicyVersion> decision)
    {
        Assert.True(decision.Answer.Refused(out var refusal, out _));
        return (refusal.Code, decision.Change);
    }
}
