namespace Ghc.Domain.Sunset;

/// <summary>What follows from an act of an administrator on the present record, which is null if there never was one.</summary>
public static class SunsetDecisions
{
    /// <summary>
    /// Plans, which proposes the announcement. Another plan takes the place of one that is not announced, and signatures of that one are
    /// void.
    /// </summary>
    public static Decision<SunsetRecord, SunsetRecord> Plan(SunsetRecord? stored, SunsetPlan plan, string by, DateTimeOffset now)
    {
        if (stored is { WithdrawnAt: null })
        {
            if (stored.IsApproved(SunsetStep.Announce))
            {
                return stored.Plan == plan ? stored : new Refusal(RefusalCodes.SunsetUnderWay);
            }

            if (stored.Plan == plan && stored.Of(SunsetStep.Announce, now) is not null)
            {
                return stored;
            }
        }

        return plan.ProblemAt(now) is { } problem
            ? problem
            : Written(new SunsetRecord((stored?.Number ?? 0) + 1, plan, [new SunsetSignature(SunsetStep.Announce, by, now)]));
    }

    /// <summary>
    /// Proposes a step of the plan, or approves it if another administrator proposed it. Signing again what is approved changes nothing.
    /// </summary>
    /// <param name="hash">The plan that the administrator read.</param>
    /// <param name="mayApprove">Whether they have been administrator for long enough.</param>
    public static Decision<SunsetRecord, SunsetRecord> Sign(
        SunsetRecord? stored,
        SunsetStep step,
        string hash,
        string by,
        bool mayApprove,
        DateTimeOffset now
    )
    {
        if (Find(stored, hash).Refused(out var refusal, out var record))
        {
            return refusal;
        }

        if (record.IsApproved(step))
        {
            return record;
        }

        if (record.PhaseAt(now) < Needed(step))
        {
            return new Refusal(RefusalCodes.SunsetTooEarly);
        }

        // The dates were good when they were proposed. A late approval must not shorten the notice.
        if (step == SunsetStep.Announce && record.Plan.ProblemAt(now) is { } problem)
        {
            return problem;
        }

        if (record.Of(step, now) is not { } proposal)
        {
            return Written(record with { Signatures = [.. record.Signatures, new SunsetSignature(step, by, now)] });
        }

        return proposal.ProposedBy == by ? new Refusal(RefusalCodes.NeedsApproval)
            : !mayApprove ? new Refusal(RefusalCodes.OfficerTooNew)
            : Written(
                record with
                {
                    Signatures =
                    [
                        .. record.Signatures.Where(each => each != proposal),
                        proposal with
                        {
                            ApprovedBy = by,
                            ApprovedAt = now,
                        },
                    ],
                }
            );
    }

    /// <summary>The service goes on. One administrator is enough: this takes nothing from anybody.</summary>
    public static Decision<SunsetRecord, SunsetRecord> Withdraw(SunsetRecord? stored, string hash, string by, DateTimeOffset now)
    {
        if (stored is { WithdrawnAt: not null } && stored.Plan.Hash == hash)
        {
            return stored;
        }

        return Find(stored, hash).Refused(out var refusal, out var record) ? refusal
            : record.WipeBegunAt is not null ? new Refusal(RefusalCodes.SunsetUnderWay)
            : Written(record with { WithdrawnBy = by, WithdrawnAt = now });
    }

    /// <summary>The wipe begins, by the hand of an operator, if two administrators signed it and its day has come.</summary>
    public static Decision<SunsetRecord, SunsetRecord> BeginWipe(SunsetRecord? stored, string hash, DateTimeOffset now)
    {
        if (Find(stored, hash).Refused(out var refusal, out var record))
        {
            return refusal;
        }

        return record.WipeBegunAt is not null ? record
            : !record.IsApproved(SunsetStep.Wipe) ? new Refusal(RefusalCodes.NeedsApproval)
            : record.PhaseAt(now) != SunsetPhase.Ended || now < record.Plan.WipesFrom ? new Refusal(RefusalCodes.SunsetTooEarly)
            : Written(record with { WipeBegunAt = now });
    }

    /// <summary>The step before has taken effect.</summary>
    private static SunsetPhase Needed(SunsetStep step) =>
        step switch
        {
            SunsetStep.Freeze => SunsetPhase.Closed,
            SunsetStep.Wipe => SunsetPhase.Frozen,
            _ => SunsetPhase.None,
        };

    private static Outcome<SunsetRecord> Find(SunsetRecord? stored, string hash) =>
        stored is not { WithdrawnAt: null } ? new Refusal(RefusalCodes.SunsetNotPlanned)
        : stored.Plan.Hash != hash ? new Refusal(RefusalCodes.SunsetPlanChanged)
        : stored;

    private static Decision<SunsetRecord, SunsetRecord> Written(SunsetRecord record) => new(record, record);
}
