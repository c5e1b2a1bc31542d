using System.Globalization;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Audit;
using Ghc.Functions.Gates;
using Ghc.Functions.Colors;
using Ghc.Functions.Holders;
using Ghc.Functions.Measures;
using Ghc.Functions.Rules;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Explain;

/// <summary>Explains a color from the facts themselves, by the policy in force. Who asked is in Audit before anything is shown.</summary>
public sealed class Explainer(HoldersTable holders, MeasuresTable measures, CurrentPolicy policies, LaboratoryNames laboratories, AuditTable audit, LookUps lookUps, TimeProvider clock)
{
    /// <summary>Null if nothing is known of the document.</summary>
    public async Task<AssessmentAnswer?> ExplainAsync(string holderId, string reader, CultureInfo language, CancellationToken cancellation)
    {
        var holder = await holders.LoadAsync(holderId, cancellation);
        if (holder.Document is not { } document)
        {
            return null;
        }

        await audit.AppendAsync(reader, "assessment-read", holderId, "", cancellation);
        await lookUps.RecordAsync(holderId, reader, cancellation);
        var current = await policies.CurrentAsync(cancellation);
        var now = clock.GetUtcNow();
        var schedule = current.Policy.Schedule(holder.Facts);
        var assessment = schedule.At(now);
        var influences = current.Policy.Explain(holder.Facts, now);
        return new AssessmentAnswer(
            holderId,
            holder.Status?.Name?.Masked,
            document.Type.ToText(),
            document.Masked,
            holder.Status?.Owner is not null,
            Words.Of(assessment.Color),
            ReasonView.Of(assessment, language),
            assessment.PolicyVersion,
            current.Sequence,
            now,
            assessment.ChangesAt,
            await FactsAsync(holder.Facts, influences, language, cancellation),
            Timeline(schedule, now, language),
            [.. influences.Where(influence => influence.IsActive).Select(influence => Change(influence, language))]);
    }

    private async Task<IReadOnlyList<FactView>> FactsAsync(
        IReadOnlyList<Fact> facts, IReadOnlyList<Influence> influences, CultureInfo language, CancellationToken cancellation)
    {
        var views = new List<FactView>();
        var laboratoryName = await laboratories.InAsync(language, cancellation);
        foreach (var fact in facts.Where(fact => fact is Crossing or LabResult or UnreadableReport).Concat(EffectiveMeasures.Of(facts)))
        {
            EffectView[] effects = [.. influences.Where(influence => influence.Fact.Equals(fact)).Select(Effect)];
            views.Add(fact switch
            {
                Crossing crossing => Of(crossing, effects),
                LabResult result => Of(result, effects) with { LaboratoryName = laboratoryName(result.Laboratory) },
                UnreadableReport report => Of(report, effects) with { LaboratoryName = laboratoryName(report.Laboratory) },
                _ => await OfAsync((Measure)fact, effects, language, cancellation),
            });
        }

        return [.. views.OrderBy(view => view.At)];
    }

    private static FactView Of(Crossing crossing, EffectView[] effects) =>
        new("crossing", crossing.CrossedAt, effects) { Port = crossing.Port, Direction = Words.Of(crossing.Direction), Name = crossing.Name.Masked, Remarks = Words.OfFlags(crossing.Remarks) };

    private static FactView Of(UnreadableReport report, EffectView[] effects) =>
        new("unreadable-report", report.ReceivedAt, effects) { Laboratory = report.Laboratory, Accession = report.Accession };

    private static FactView Of(LabResult result, EffectView[] effects) => new("result", result.SampledAt, effects)
    {
        Laboratory = result.Laboratory,
        Accession = result.Accession,
        Revision = Revisions.Numbered(result.Revision),
        Status = Words.Of(result.Status),
        Assay = Words.Of(result.Assay),
        Pooled = result.Pooled,
        Result = Words.Of(result.Result),
        ReportedAt = result.ReportedAt,
        Name = result.Name?.Masked,
        Remarks = Words.OfFlags(result.Remarks),
    };

    private async Task<FactView> OfAsync(Measure measure, EffectView[] effects, CultureInfo language, CancellationToken cancellation)
    {
        var stored = await measures.FindAsync(measure.Id.Split('.')[0], cancellation);
        return new FactView("measure", measure.From, effects)
        {
            MeasureId = measure.Id,
            Kind = Words.Of(measure.Kind),
            Until = measure.Until,
            LiftedAt = measure.LiftedAt,
            LegalReason = stored is null ? null : LegalReasonView.Of(stored.LegalReason, language),
        };
    }

    private static EffectView Effect(Influence influence) =>
        new(influence.Code, influence.Rule, Words.Of(influence.Color), influence.From, influence.End, influence.IsActive);

    private static SegmentView[] Timeline(Schedule schedule, DateTimeOffset now, CultureInfo language) =>
        [.. schedule.Segments.Select((segment, i) =>
        {
            var to = i + 1 < schedule.Segments.Count ? schedule.Segments[i + 1].From : (DateTimeOffset?)null;
            return new SegmentView(
                i == 0 ? null : segment.From,
                to,
                Words.Of(segment.Color),
                [.. segment.Reasons.Select(reason => reason.Code)],
                [.. segment.Reasons.Select(reason => Texts.Get($"reason.{reason.Code}", language))],
                segment.From <= now && (to is null || to > now));
        })];

    private static ChangeView Change(Influence influence, CultureInfo language) => new(
        influence.Code,
        Texts.Get($"guidance.{influence.Code}", language),
        influence.Until,
        influence.Tests is { } tests ? new TestsView(tests.Count, tests.SampledAfter, tests.HoursApart, tests.SingleOnly) : null);
}
