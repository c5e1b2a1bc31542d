using System.Globalization;
using Ghc.Domain.Appeals;
using Ghc.Functions.Explain;
using Ghc.Functions.Senders;

namespace Ghc.Functions.Appeals;

/// <summary>Puts together what an officer needs to decide an appeal.</summary>
public sealed class AppealDossier(AppealGrounds grounds, Explainer explainer, LaboratoryNames laboratories, TimeProvider clock)
{
    /// <summary>Null if the account that filed the appeal no longer shows the holder.</summary>
    public async Task<AppealDetails?> OfAsync(Appeal appeal, string reader, CultureInfo language, CancellationToken cancellation)
    {
        var known = await grounds.OfAsync(appeal, cancellation);
        var laboratoryName = await laboratories.InAsync(language, cancellation);
        return
            known.BelongsToItsAuthor
            && AppealSummary.Of(appeal, known.Holder.Status, clock.GetUtcNow(), language) is { } summary
            && await explainer.ExplainAsync(known.Holder.Key, reader, language, cancellation) is { } assessment
            ? new AppealDetails(
                summary,
                appeal.Text,
                [.. appeal.Acts.Select(act => AppealActView.Of(act, reader, laboratoryName, language))],
                [.. known.Measures.Select(LiftableMeasure.Of)],
                [.. known.Results.Select(result => DoubtedResult.Of(result, laboratoryName))],
                assessment
            )
            : null;
    }
}
