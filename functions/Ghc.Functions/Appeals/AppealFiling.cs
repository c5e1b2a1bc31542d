using Ghc.Domain;
using Ghc.Domain.Appeals;
using Ghc.Domain.Colors;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>
/// Files an appeal: against a reason of the present color, one at a time for each reason, and again only when something changed or after a
/// while.
/// </summary>
public sealed class AppealFiling(
    AppealsTable appeals,
    AppealGrounds grounds,
    AppealSteps steps,
    DayLimits limits,
    IOptions<AppealOptions> options,
    TimeProvider clock
)
{
    /// <summary>The same text on the same ground while an appeal is open is that appeal, so a doubled call files one.</summary>
    public async Task<Outcome<Appeal>> FileAsync(OwnHolder holder, AppealDraft draft, CancellationToken cancellation)
    {
        var assessment = holder.Status.Schedule.At(clock.GetUtcNow());
        if (assessment.Color == Color.Green || assessment.Reasons.All(reason => reason.Code != draft.Reason))
        {
            return new Refusal(RefusalCodes.ReasonNotHeld);
        }

        var filed = await appeals.AddAsync(
            holder.Id,
            holder.Status.Predecessors,
            known => FileAsync(holder, draft, known, cancellation),
            cancellation
        );
        return filed.Refused(out var refusal, out var appeal) ? refusal : await steps.CarryOutAsync(appeal, cancellation);
    }

    private async Task<Decision<Appeal, Appeal>> FileAsync(
        OwnHolder holder,
        AppealDraft draft,
        IReadOnlyList<Appeal> known,
        CancellationToken cancellation
    )
    {
        var owner = holder.Status.Owner!;
        var earlier = known.Where(appeal => appeal.Reason == draft.Reason).ToList();
        var own = earlier.Where(appeal => appeal.ClaimedAt == owner.ClaimedAt).ToList();
        if (own.Find(appeal => !appeal.IsClosed) is { } open)
        {
            return open.SaysTheSameAs(draft.Ground, draft.Text) ? open : new Refusal(RefusalCodes.AppealOpen);
        }

        if (own is [.., var last] && await WhyNotAgainAsync(last, cancellation) is { } tooEarly)
        {
            return tooEarly;
        }

        var now = clock.GetUtcNow();
        var id = AppealIds.New(holder.Id, draft.Reason, earlier.Count(appeal => appeal.HolderId == holder.Id) + 1);
        if (
            (
                await limits.CountAsync(
                    owner.PhoneKey,
                    id,
                    options.Value.PerDay,
                    data => data.AppealsToday,
                    (data, today) => data with { AppealsToday = today },
                    cancellation
                )
            ).Refused(out var tooMany, out _)
        )
        {
            return tooMany;
        }

        var appeal = new Appeal(id, holder.Id, draft.Reason, draft.Ground, draft.Text, owner.ClaimedAt, now, now + options.Value.Deadline);
        return new(appeal, appeal);
    }

    private async Task<Refusal?> WhyNotAgainAsync(Appeal last, CancellationToken cancellation)
    {
        var again = last.ClosedAt!.Value + options.Value.RepeatAfter;
        return clock.GetUtcNow() < again && (await grounds.OfAsync(last, cancellation)).Digest == last.KnownThen
            ? new Refusal(RefusalCodes.AppealAnswered) { RetryAfter = again - clock.GetUtcNow() }
            : null;
    }
}
