using Ghc.Domain;
using Ghc.Domain.Measures;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;
using Ghc.Functions.Storage;

namespace Ghc.Functions.Measures;

/// <summary>
/// How measures come and go. A signature is one conditional write, so that of two officers one counts; then comes Audit, and only then the fact and the
/// text. Whoever repeats a call whose answer was lost repeats what comes after the signature too, which changes nothing that is done already.
/// </summary>
public sealed class MeasureDesk(
    MeasuresTable measures, HoldersTable holders, MeasureEffects effects, Outbox outbox, AuditTable audit, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <summary>Always refused with <c>needs-approval</c>. The same draft by the same officer is the same proposal while it is open.</summary>
    public async Task<Refusal> ProposeAsync(MeasureDraft draft, string officer, CancellationToken cancellation)
    {
        var proposal = await FindOrAddAsync(draft, officer, cancellation);
        await audit.AppendAsync(officer, "measure-proposed", proposal.Id, Describe(proposal), cancellation);
        return proposal.NeedsApproval;
    }

    /// <param name="ofSite">Whether a measure of a place is meant, or one of a holder.</param>
    public async Task<Outcome<MeasureCase>> ApproveAsync(string id, bool ofSite, string officer, CancellationToken cancellation)
    {
        if ((await ChangeAsync(id, measure => (measure.Site is not null) == ofSite, (measure, now) => measure.Approve(officer, now), cancellation))
            .Refused(out var refusal, out var approved))
        {
            return refusal;
        }

        await audit.AppendAsync(officer, "measure-approved", id, Describe(approved), cancellation);
        await CarryOutAsync(approved, cancellation);
        return approved;
    }

    /// <summary>Lifts a measure, withdraws a proposal, or lifts what a measure of a place put on one holder.</summary>
    public async Task<Outcome<MeasureCase>> EndAsync(string id, string officer, CancellationToken cancellation)
    {
        if (MeasureIds.HolderOf(id) is { } holderId)
        {
            return await LiftOneAsync(id, holderId, officer, cancellation);
        }

        if ((await ChangeAsync(id, _ => true, (measure, now) => measure.End(officer, now), cancellation)).Refused(out var refusal, out var ended))
        {
            return refusal;
        }

        await audit.AppendAsync(officer, ended.Approved is null ? "measure-withdrawn" : "measure-lifted", id, Describe(ended), cancellation);
        if (ended.Approved is not null)
        {
            await CarryOutAsync(ended, cancellation);
        }

        return ended;
    }

    private async Task<MeasureCase> FindOrAddAsync(MeasureDraft draft, string officer, CancellationToken cancellation)
    {
        for (var number = 0; ; number++)
        {
            var now = clock.GetUtcNow();
            var identity = string.Join('|', officer, draft.Identity, draft.Kind, draft.LegalReason, draft.Note, number);
            var proposal = new MeasureCase(
                MeasureIds.New(now, pseudonyms.Mac("measure", identity)), draft.Kind, draft.From, draft.Until, draft.LegalReason, draft.Note, new(officer, now))
            {
                Document = draft.Document,
                Site = draft.Site,
            };
            if (await measures.TryWriteAsync(proposal, readAs: null, cancellation))
            {
                return proposal;
            }

            if (await measures.FindAsync(proposal.Id, cancellation) is { } stored && stored.Case.StateAt(now) == MeasureState.Pending)
            {
                return stored.Case;
            }
        }
    }

    private async Task<Outcome<MeasureCase>> ChangeAsync(
        string id, Func<MeasureCase, bool> isMeant, Func<MeasureCase, DateTimeOffset, Outcome<MeasureCase>> change, CancellationToken cancellation) =>
        (await Contention.RetryAsync(
            async () =>
            {
                if (await measures.FindAsync(id, cancellation) is not { } stored || !isMeant(stored.Case))
                {
                    return new Changed(new Refusal("measure-not-found"));
                }

                var outcome = change(stored.Case, clock.GetUtcNow());
                return outcome.Refused(out _, out var next) || next == stored.Case || await measures.TryWriteAsync(next, stored.ReadAs, cancellation)
                    ? new Changed(outcome)
                    : null;
            },
            cancellation)).Outcome;

    private async Task CarryOutAsync(MeasureCase measure, CancellationToken cancellation)
    {
        if (measure.Document is { } document)
        {
            await effects.RecordAsync(pseudonyms.DocumentKey(document), document, measure.ToFact(measure.Id), measure.LegalReason, cancellation);
            return;
        }

        await outbox.ExposureAsync(measure.Id, cancellation);
    }

    private async Task<Outcome<MeasureCase>> LiftOneAsync(string id, string holderId, string officer, CancellationToken cancellation)
    {
        var holder = await holders.LoadAsync(holderId, cancellation);
        if (await measures.FindAsync(id[..id.IndexOf('.', StringComparison.Ordinal)], cancellation) is not { } stored
            || EffectiveMeasures.Of(holder.Facts).FirstOrDefault(fact => fact.Id == id) is not { } measure)
        {
            return new Refusal("measure-not-found");
        }

        await audit.AppendAsync(officer, "measure-lifted", id, Describe(stored.Case), cancellation);
        var lifted = measure with { LiftedAt = measure.LiftedAt ?? clock.GetUtcNow() };
        await effects.RecordAsync(holderId, holder.Document!, lifted, stored.Case.LegalReason, cancellation);
        return stored.Case;
    }

    private static string Describe(MeasureCase measure) => $"{Words.Of(measure.Kind)} {Words.Of(measure.LegalReason)}";

    private sealed record Changed(Outcome<MeasureCase> Outcome);
}
