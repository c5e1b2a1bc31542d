using Ghc.Domain;
using Ghc.Domain.Appeals;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Storage;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>
/// What officers decide. An act is one conditional write on the version that its officer read, so that of two who answer at once one counts. Only then follows what it brings.
/// </summary>
public sealed class AppealAnswers(AppealsTable appeals, AppealGrounds grounds, AppealSteps steps, IOptions<AppealOptions> options, TimeProvider clock)
{
    public async Task<Outcome<Appeal>> AnswerAsync(string id, AppealAct act, int version, Account officer, CancellationToken cancellation)
    {
        if (act.Decision == AppealDecision.ApproveLift && !officer.MayApprove(clock.GetUtcNow()))
        {
            return new Refusal(RefusalCodes.OfficerTooNew);
        }

        var decided = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                if (await appeals.FindAsync(id, cancellation) is not { } stored)
                {
                    return new Decided(new Refusal(RefusalCodes.AppealNotFound));
                }

                if (stored.Appeal.IsRepeated(act, version))
                {
                    return new Decided(stored.Appeal);
                }

                var known = await grounds.OfAsync(stored.Appeal, cancellation);
                if (!known.BelongsToItsAuthor)
                {
                    return new Decided(new Refusal(RefusalCodes.AppealNotFound));
                }

                if (Behind(act, known).Refused(out var refusal, out var checkedAct) || stored.Appeal.Decide(checkedAct, version, options.Value.Deadline).Refused(out refusal, out var next))
                {
                    return new Decided(refusal);
                }

                next = next.IsClosed ? next with { KnownThen = known.Digest } : next;
                return await appeals.TryWriteAsync(next, stored.ReadAs, cancellation) ? new Decided(next) : null;
            },
            cancellation);
        return decided.Outcome.Refused(out var why, out var appeal) ? why : await steps.CarryOutAsync(appeal, cancellation);
    }

    /// <summary>The act, if measure or result that it names is behind the reason; with the revision that the laboratory is asked about.</summary>
    private static Outcome<AppealAct> Behind(AppealAct act, KnownGrounds known)
    {
        if (act is { Decision: AppealDecision.Lift } && known.Measures.All(measure => measure.Id != act.MeasureId))
        {
            return Refusal.Invalid("measureId", "appeal.not-behind-reason");
        }

        if (act.Sample is not { } sample)
        {
            return act;
        }

        return known.Results.FirstOrDefault(result => result.Laboratory == sample.Laboratory && result.Accession == sample.Accession) is { } result
            ? act with { Sample = sample with { Revision = result.Revision } }
            : Refusal.Invalid("accession", "appeal.not-behind-reason");
    }

    private sealed record Decided(Outcome<Appeal> Outcome);
}
