using Ghc.Domain.Appeals;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>
/// What goes on without an officer: steps that a crash cut off, a measure that was lifted elsewhere, an answer of a laboratory.
/// </summary>
public sealed class AppealFollowing(
    AppealsTable appeals,
    AppealGrounds grounds,
    AppealSteps steps,
    IOptions<AppealOptions> options,
    TimeProvider clock
)
{
    private const int PageSize = 100;

    /// <summary>An entry is written before its appeal. One without an appeal after this time has none.</summary>
    private static readonly TimeSpan Filing = TimeSpan.FromHours(1);

    /// <summary>Goes through all appeals that are not finished; how many are near their deadline, and how many past it.</summary>
    public async Task<AppealsDue> RunAsync(CancellationToken cancellation)
    {
        var due = new AppealsDue(0, 0);
        var after = "";
        while (await appeals.QueueAsync(after, PageSize, cancellation) is { Count: > 0 } page)
        {
            foreach (var (row, entry) in page)
            {
                due = due.With(await FollowAsync(row, entry, cancellation), options.Value.AlertBefore, clock.GetUtcNow());
            }

            after = page[^1].Row;
        }

        return due;
    }

    /// <summary>The appeal as it is then; null if there is none.</summary>
    private async Task<Appeal?> FollowAsync(string row, QueuedAppeal entry, CancellationToken cancellation)
    {
        if (await appeals.FindAsync(entry.AppealId, cancellation) is not { } stored)
        {
            if (entry.FiledAt + Filing < clock.GetUtcNow())
            {
                await appeals.LeaveQueueAsync(row, cancellation);
            }

            return null;
        }

        var known = await grounds.OfAsync(stored.Appeal, cancellation);
        if (!known.BelongsToItsAuthor)
        {
            await appeals.DeleteAsync(stored.Appeal, cancellation);
            return null;
        }

        var appeal = await steps.CarryOutAsync(await SettleAsync(stored, known, cancellation), cancellation);
        if (appeal is { IsClosed: true })
        {
            await appeals.LeaveQueueAsync(row, cancellation);
        }

        return appeal;
    }

    private async Task<Appeal> SettleAsync(StoredAppeal stored, KnownGrounds known, CancellationToken cancellation)
    {
        var appeal = stored.Appeal;
        AppealDecision? decision = appeal.Pending switch
        {
            { MeasureId: { } measure } when known.IsLifted(measure) => AppealDecision.LiftedElsewhere,
            { Sample: { } sample } when known.IsAnswered(sample) => known.IsHeld
                ? AppealDecision.LaboratoryConfirmed
                : AppealDecision.LaboratoryCorrected,
            _ => null,
        };
        if (
            decision is not { } settled
            || appeal
                .Decide(new AppealAct(settled, AppealSteps.Service, clock.GetUtcNow()), appeal.Version, options.Value.Deadline)
                .Refused(out _, out var next)
        )
        {
            return appeal;
        }

        next = next.IsClosed ? next with { KnownThen = known.Digest } : next;
        return await appeals.TryWriteAsync(next, stored.ReadAs, cancellation) ? next : appeal;
    }
}

/// <summary>How many appeals wait for officers and are near their deadline, or past it.</summary>
public sealed record AppealsDue(int Near, int Past)
{
    public AppealsDue With(Appeal? appeal, TimeSpan alertBefore, DateTimeOffset now) =>
        appeal switch
        {
            null or { IsClosed: true } => this,
            _ when appeal.DueAt <= now => this with { Past = Past + 1 },
            _ when appeal.DueAt - alertBefore <= now => this with { Near = Near + 1 },
            _ => this,
        };
}
