using Ghc.Domain.Appeals;

namespace Ghc.Domain.Tests.Appeals;

public sealed class AppealDecisionTests
{
    private static readonly DateTimeOffset Now = new(2022, 7, 15, 2, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly Appeal Filed = new(
        "h.r.0001",
        "h",
        "positive",
        AppealGround.MixUp,
        "Not mine, I was away.",
        Now,
        Now,
        Now + Day
    );

    public static TheoryData<AppealDecision[], AppealDecision, AppealState?> Steps =>
        new()
        {
            { [], AppealDecision.Lift, AppealState.LiftProposed },
            { [], AppealDecision.AskLaboratory, AppealState.LaboratoryAsked },
            { [], AppealDecision.Refuse, AppealState.Refused },
            { [], AppealDecision.ApproveLift, null },
            { [], AppealDecision.DeclineLift, null },
            { [], AppealDecision.LaboratoryCorrected, null },
            { [AppealDecision.Lift], AppealDecision.ApproveLift, AppealState.Lifted },
            { [AppealDecision.Lift], AppealDecision.DeclineLift, AppealState.Open },
            { [AppealDecision.Lift], AppealDecision.LiftedElsewhere, AppealState.Lifted },
            { [AppealDecision.Lift], AppealDecision.Refuse, null },
            { [AppealDecision.Lift], AppealDecision.Lift, null },
            { [AppealDecision.AskLaboratory], AppealDecision.Refuse, AppealState.Refused },
            { [AppealDecision.AskLaboratory], AppealDecision.LaboratoryCorrected, AppealState.Corrected },
            { [AppealDecision.AskLaboratory], AppealDecision.LaboratoryConfirmed, AppealState.Open },
            { [AppealDecision.Refuse], AppealDecision.Lift, null },
            { [AppealDecision.Refuse], AppealDecision.Refuse, null },
            { [AppealDecision.Lift, AppealDecision.ApproveLift], AppealDecision.DeclineLift, null },
        };

    [Theory]
    [MemberData(nameof(Steps))]
    public void Decide_LeadsToTheStateOrIsRefused(AppealDecision[] before, AppealDecision decision, AppealState? expected)
    {
        var appeal = before.Aggregate(Filed, (at, act) => Take(at, act, $"officer {at.Version}"));

        if (appeal.Decide(Act(decision, "another"), appeal.Version, Day).Refused(out var refusal, out var next))
        {
            Assert.Equal((null, RefusalCodes.AlreadyDecided), (expected, refusal.Code));
            return;
        }

        Assert.Equal(expected, next.State);
    }

    [Fact]
    public void Decide_OnAVersionThatIsOver_IsRefusedUnlessItIsTheSameActAgain()
    {
        var proposed = Take(Filed, AppealDecision.Lift, "first");

        Assert.True(proposed.Decide(Act(AppealDecision.Lift, "second"), 0, Day).Refused(out _, out _));
        Assert.False(
            proposed.Decide(Act(AppealDecision.Lift, "first") with { At = Now.AddMinutes(1) }, 0, Day).Refused(out _, out var same)
        );
        Assert.Same(proposed, same);
    }

    [Fact]
    public void ApproveLift_ByWhoProposedIt_NeedsAnother()
    {
        Assert.True(
            Take(Filed, AppealDecision.Lift, "first")
                .Decide(Act(AppealDecision.ApproveLift, "first"), 1, Day)
                .Refused(out var refusal, out _)
        );
        Assert.Equal(RefusalCodes.NeedsApproval, refusal.Code);
    }

    [Fact]
    public void Answer_IsHeldBackUntilOfficersAgree()
    {
        var proposed = Take(Filed, AppealDecision.Lift, "first", "We are sorry.");
        Assert.Null(proposed.Answer);

        var lifted = Take(proposed, AppealDecision.ApproveLift, "second");
        Assert.Equal(("We are sorry.", "m"), (lifted.Answer!.Message, lifted.Answer.MeasureId));
        Assert.Null(Take(proposed, AppealDecision.DeclineLift, "second", "Not yet.").Answer);
    }

    [Fact]
    public void DueAt_StartsOverWithTheLaboratoryAndNotWithAProposal()
    {
        Assert.Equal(Filed.DueAt, Take(Filed, AppealDecision.Lift, "first").DueAt);
        Assert.Equal(Now.AddHours(3) + Day, Take(Filed, AppealDecision.AskLaboratory, "first").DueAt);
    }

    private static AppealAct Act(AppealDecision decision, string officer) =>
        new(decision, officer, Now.AddHours(3)) { MeasureId = decision == AppealDecision.Lift ? "m" : null };

    private static Appeal Take(Appeal appeal, AppealDecision decision, string officer, string? message = null)
    {
        Assert.False(appeal.Decide(Act(decision, officer) with { Message = message }, appeal.Version, Day).Refused(out _, out var next));
        return next;
    }
}
