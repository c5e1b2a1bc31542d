using System.Globalization;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Audit;
using Ghc.Functions.Colors;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.Measures;
using Ghc.Functions.Rules;
using Ghc.Functions.Senders;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Explain;

/// <summary>Explains a color from the facts themselves, by the policy in force. The look is in Audit before anything is shown.</summary>
public sealed class Explainer(
    HoldersTable holders,
    MeasuresTable measures,
    CurrentPolicy policies,
    LaboratoryNames laboratories,
    AuditTable audit,
    LookUps lookUps,
    TimeProvider clock
)
{
    /// <summary>The policy gives such a fact no color.</summary>
    private const string NoRule = "no-rule";

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
        var assessment = current.Policy.Assess(holder.Facts, now);
        var influences = current.Policy.Explain(holder.Facts, now);
        return new AssessmentAnswer(
            holderId,
            holder.Status?.Name?.Masked,
            document.Type.ToText(),
            document.Masked,
            holder.Status?.Owner is not null,
            Words.Of(assessment.Color),
            ReasonView.Of(assessment, now, language),
            assessment.PolicyVersion,
            current.Sequence,
            now,
            assessment.ChangesAt,
            await FactsAsync(holder.Facts, influences, language, cancellation),
            TimelineView.Of(await policies.HistoryAsync(cancellation), holder.Facts, now, language),
            [.. influences.Where(influence => influence.IsActive).Select(influence => Change(influence, language))]
        )
        {
            Suspended = assessment.Suspended.Count == 0 ? null : ReasonView.OfSuspended(assessment, now, language),
        };
    }

    private async Task<IReadOnlyList<FactView>> FactsAsync(
        IReadOnlyList<Fact> facts,
        IReadOnlyList<Influence> influences,
        CultureInfo language,
        CancellationToken cancellation
    )
    {
        var (views, whyNot) = (new List<FactView>(), EffectiveResults.WhyNot(facts));
        var laboratoryName = await laboratories.InAsync(language, cancellation);
        foreach (var fact in facts.Where(fact => fact is Crossing or LabResult or UnreadableReport).Concat(EffectiveMeasures.Of(facts)))
        {
            EffectView[] effects = [.. influences.Where(influence => influence.Fact.Equals(fact)).Select(Effect)];
            views.Add(
                fact switch
                {
                    Crossing crossing => Of(crossing, effects),
                    LabResult result => Of(result, effects) with
                    {
                        LaboratoryName = laboratoryName(result.Laboratory),
                        NotCounted =
                            whyNot.TryGetValue(result, out var why) ? Words.Of(why)
                            : IsUnruled(result, effects) ? NoRule
                            : null,
                    },
                    UnreadableReport report => Of(report, effects) with { LaboratoryName = laboratoryName(report.Laboratory) },
                    _ => await OfAsync((Measure)fact, effects, language, cancellation),
                }
            );
        }

        return [.. views.OrderBy(view => view.At)];
    }

    private static bool IsUnruled(LabResult result, EffectView[] effects) =>
        effects.Length == 0 && result.Result is (TestResult.Positive or TestResult.Inconclusive);

    private static FactView Of(Crossing crossing, EffectView[] effects) =>
        new("crossing", crossing.CrossedAt, effects)
        {
            Port = crossing.Port,
            Direction = Words.Of(crossing.Direction),
            Name = crossing.Name.Masked,
            Remarks = Words.OfFlags(crossing.Remarks),
        };

    private static FactView Of(UnreadableReport report, EffectView[] effects) =>
        new("unreadable-report", report.ReceivedAt, effects) { Laboratory = report.Laboratory, Accession = report.Accession };

    private static FactView Of(LabResult result, EffectView[] effects) =>
        new("result", result.SampledAt, effects)
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
            NotCounted =
                measure.LiftedAt is not null ? "lifted"
                : effects.Length == 0 ? NoRule
                : null,
            LegalReason = stored is null ? null : LegalReasonView.Of(stored.LegalReason, language),
        };
    }

    private static EffectView Effect(Influence influence) =>
        new(influence.Code, influence.Rule, Words.Of(influence.Color), influence.From, influence.End, influence.IsActive);

    private static ChangeView Change(Influence influence, CultureInfo language) =>
        new(
            influence.Code,
            Texts.Get($"guidance.{influence.Code}", language),
            influence.Color == Color.Green ? null : influence.Until,
            influence.Tests is { } tests ? new TestsView(tests.Count, tests.SampledAfter, tests.HoursApart, tests.SingleOnly) : null
        )
        {
            ReturnsAt = influence.Color == Color.Green ? influence.Until : null,
        };
}
