using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Appeals;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>
/// What officers decide. An act is one conditional write on the version that its officer read, so that of two who answer at once one
/// counts. Only then follows what it brings.
/// </summary>
public sealed class AppealAnswers(
    AppealsTable appeals,
    AppealGrounds grounds,
    AppealSteps steps,
    IOptions<AppealOptions> options,
    TimeProvider clock
)
{
    public async Task<Outcome<Appeal>> AnswerAsync(string id, AppealAct act, int version, Account officer, CancellationToken cancellation)
    {
        if (act.Decision == AppealDecision.ApproveLift && !officer.MayApprove(clock.GetUtcNow()))
        {
            return new Refusal(RefusalCodes.OfficerTooNew);
        }

        var decided = await appeals.UpdateAsync(
            id,
            async appeal =>
            {
                if (appeal is null)
                {
                    return new Refusal(RefusalCodes.AppealNotFound);
                }

                if (appeal.IsRepeated(act, version))
                {
                    return appeal;
                }

                var known = await grounds.OfAsync(appeal, cancellation);
                if (!known.BelongsToItsAuthor)
                {
                    return new Refusal(RefusalCodes.AppealNotFound);
                }

                if (
                    Behind(act, known).Refused(out var refusal, out var checkedAct)
                    || appeal.Decide(checkedAct, version, options.Value.Deadline).Refused(out refusal, out var next)
                )
                {
                    return refusal;
                }

                next = next.IsClosed ? next with { KnownThen = known.Digest } : next;
                return new(next, next);
            },
            cancellation
        );
        return decided.Refused(out var why, out var appeal) ? why : await steps.CarryOutAsync(appeal, cancellation);
    }

    /// <summary>
    /// The act, if measure or result that it names is behind the reason; with the revision that the laboratory is asked about.
    /// </summary>
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

        return
            known.Results.FirstOrDefault(result => result.Laboratory == sample.Laboratory && result.Accession == sample.Accession)
                is { } result
            ? act with
            {
                Sample = sample with { Revision = result.Revision },
            }
            : Refusal.Invalid("accession", "appeal.not-behind-reason");
    }
}
