using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Measures;
using Ghc.Functions.Audit;
using Ghc.Functions.Holders;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>
/// How measures come and go. A signature is one conditional write, so that of two officers one counts; then comes Audit, and only then the
/// fact and the text: every run that carries a measure out, now or later, first makes sure that its signatures are in Audit. Before a
/// signature, a message is queued that has the signed measure carried out later: a crash after signing leaves nothing undone. Repeating a
/// call whose answer was lost, or carrying out twice, changes nothing that is done already.
/// </summary>
public sealed class MeasureWorkflow(
    MeasuresTable measures,
    HoldersTable holders,
    MeasureEffects effects,
    ExposureWork exposures,
    MeasuresQueue queue,
    AuditTable audit,
    Pseudonyms pseudonyms,
    IOptions<MeasureOptions> options,
    TimeProvider clock
)
{
    /// <summary>
    /// Always refused with <c>needs-approval</c>. The same draft by the same officer is the same proposal while it is open.
    /// </summary>
    public async Task<Refusal> ProposeAsync(MeasureDraft draft, string officer, CancellationToken cancellation)
    {
        var proposal = await FindOrAddAsync(draft, officer, cancellation);
        await audit.AppendAsync(officer, "measure-proposed", proposal.Id, Describe(proposal), cancellation);
        if (proposal.Site is not null)
        {
            // Counts whom it would reach.
            await queue.SendAsync(proposal.Id, cancellation);
        }

        return proposal.NeedsApproval;
    }

    /// <param name="ofSite">Whether a measure of a place is meant, or one of a holder.</param>
    public async Task<Outcome<MeasureCase>> ApproveAsync(string id, bool ofSite, string officer, CancellationToken cancellation)
    {
        if (
            (
                await ChangeAsync(
                    id,
                    measure => (measure.Site is not null) == ofSite,
                    (measure, now) => measure.Approve(officer, now),
                    cancellation
                )
            ).Refused(out var refusal, out var approved)
        )
        {
            return refusal;
        }

        await RecordSignaturesAsync(approved, cancellation);
        await BeginAsync(approved, cancellation);
        return approved;
    }

    /// <summary>Lifts a measure, withdraws a proposal, or lifts what a measure of a place put on one holder.</summary>
    public async Task<Outcome<MeasureCase>> EndAsync(string id, string officer, CancellationToken cancellation)
    {
        if (MeasureIds.HolderOf(id) is { } holderId)
        {
            return await LiftOneAsync(id, holderId, officer, cancellation);
        }

        if (
            (await ChangeAsync(id, _ => true, (measure, now) => measure.End(officer, now), cancellation)).Refused(
                out var refusal,
                out var ended
            )
        )
        {
            return refusal;
        }

        await RecordSignaturesAsync(ended, cancellation);
        if (ended.Approved is not null)
        {
            await BeginAsync(ended, cancellation);
        }

        return ended;
    }

    /// <summary>
    /// A proposal has nothing to carry out: the call that meant to sign it ended before. For a place, its people are counted.
    /// </summary>
    public async Task CarryOutAsync(string id, CancellationToken cancellation)
    {
        if (await measures.FindAsync(id, cancellation) is not { } measure || (measure.Approved is null && !IsCounted(measure)))
        {
            return;
        }

        await RecordSignaturesAsync(measure, cancellation);
        await (
            measure.Site is { } site
                ? exposures.RunAsync(measure, site, cancellation)
                : RecordAsync(measure, measure.Document!, cancellation)
        );
    }

    private bool IsCounted(MeasureCase measure) => measure.Site is not null && measure.StateAt(clock.GetUtcNow()) == MeasureState.Pending;

    /// <summary>Nothing of a measure is in force before its signatures stand in Audit.</summary>
    private async Task RecordSignaturesAsync(MeasureCase measure, CancellationToken cancellation)
    {
        if (measure.Approved is { } approved)
        {
            await audit.AppendOnceAsync(approved.Officer, "measure-approved", measure.Id, Describe(measure), cancellation);
        }

        if (measure.Ended is { } ended)
        {
            await audit.AppendOnceAsync(
                ended.Officer,
                measure.Approved is null ? "measure-withdrawn" : "measure-lifted",
                measure.Id,
                Describe(measure),
                cancellation
            );
        }
    }

    private async Task<MeasureCase> FindOrAddAsync(MeasureDraft draft, string officer, CancellationToken cancellation)
    {
        for (var number = 0; ; number++)
        {
            var now = clock.GetUtcNow();
            var identity = string.Join('|', officer, draft.Identity, draft.Kind, draft.LegalReason, draft.Note, number);
            var proposal = new MeasureCase(
                MeasureIds.New(now, pseudonyms.Mac("measure", identity)),
                draft.Kind,
                draft.From,
                draft.Until,
                draft.LegalReason,
                draft.Note,
                new(officer, now)
            )
            {
                Document = draft.Document,
                Site = draft.Site,
                StartsWithApproval = draft.StartsWithApproval,
            };
            if (await measures.TryAddAsync(proposal, cancellation))
            {
                return proposal;
            }

            if (await measures.FindAsync(proposal.Id, cancellation) is { } stored && stored.StateAt(now) == MeasureState.Pending)
            {
                return stored;
            }
        }
    }

    private Task<Outcome<MeasureCase>> ChangeAsync(
        string id,
        Func<MeasureCase, bool> isMeant,
        Func<MeasureCase, DateTimeOffset, Outcome<MeasureCase>> change,
        CancellationToken cancellation
    ) =>
        measures.UpdateAsync(
            id,
            measure =>
                measure is null || !isMeant(measure) ? new Refusal(RefusalCodes.MeasureNotFound)
                : change(measure, clock.GetUtcNow()).Refused(out var refusal, out var next) ? refusal
                : Decision.Write(next == measure ? null : next, next),
            prepare: () => queue.SendAsync(id, cancellation, options.Value.Patience),
            cancellation
        );

    /// <summary>A holder's measure is done before the officer is answered; a place may have had thousands of visitors.</summary>
    private Task BeginAsync(MeasureCase measure, CancellationToken cancellation) =>
        measure.Document is { } document ? RecordAsync(measure, document, cancellation) : queue.SendAsync(measure.Id, cancellation);

    private Task<bool> RecordAsync(MeasureCase measure, Document document, CancellationToken cancellation) =>
        effects.RecordAsync(pseudonyms.DocumentKey(document), document, measure.ToFact(measure.Id), measure.LegalReason, cancellation);

    private async Task<Outcome<MeasureCase>> LiftOneAsync(string id, string holderId, string officer, CancellationToken cancellation)
    {
        var holder = await holders.LoadAsync(holderId, cancellation);
        if (
            await measures.FindAsync(id[..id.IndexOf('.', StringComparison.Ordinal)], cancellation) is not { } stored
            || EffectiveMeasures.Of(holder.Facts).FirstOrDefault(fact => fact.Id == id) is not { } measure
        )
        {
            return new Refusal(RefusalCodes.MeasureNotFound);
        }

        await audit.AppendAsync(officer, "measure-lifted", id, Describe(stored), cancellation);
        var lifted = measure with { LiftedAt = measure.LiftedAt ?? clock.GetUtcNow() };
        await effects.RecordAsync(holderId, holder.Document!, lifted, stored.LegalReason, cancellation);
        return stored;
    }

    private static string Describe(MeasureCase measure) => $"{Words.Of(measure.Kind)} {Words.Of(measure.LegalReason)}";
}
