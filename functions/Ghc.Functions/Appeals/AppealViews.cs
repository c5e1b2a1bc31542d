using System.Globalization;
using Ghc.Domain.Appeals;
using Ghc.Domain.Documents;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Explain;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Appeals;

/// <summary>An appeal as its author sees it.</summary>
/// <param name="ReasonText">The reason in the reader's language.</param>
/// <param name="Because">Why it was refused, in the reader's language.</param>
/// <param name="Message">The officer's own words, in the language they were written in.</param>
/// <param name="AgainFrom">From when on the same reason may be appealed again although nothing changed; absent while it is open.</param>
public sealed record OwnAppeal(
    string AppealId,
    string HolderId,
    string Reason,
    string ReasonText,
    string Ground,
    string Text,
    string State,
    DateTimeOffset FiledAt,
    DateTimeOffset DueAt,
    DateTimeOffset? AnsweredAt,
    string? Because,
    string? Message,
    DateTimeOffset? AgainFrom
)
{
    public static OwnAppeal Of(Appeal appeal, TimeSpan repeatAfter, CultureInfo language) =>
        new(
            appeal.Id,
            appeal.HolderId,
            appeal.Reason,
            Texts.Get($"reason.{appeal.Reason}", language),
            Words.Of(appeal.Ground),
            appeal.Text,
            Words.Of(appeal.State),
            appeal.FiledAt,
            appeal.DueAt,
            appeal.Answer?.At,
            appeal.Answer?.Because is { } because ? TextOf(because, language) : null,
            appeal.Answer?.Message,
            appeal.ClosedAt + repeatAfter
        );

    public static string TextOf(AppealRefusal because, CultureInfo language) => Texts.Get($"appeal.{Words.Of(because)}", language);
}

public sealed record OwnAppeals(IReadOnlyList<OwnAppeal> Appeals);

/// <summary>An appeal in the officers' queue, with whose it is, masked.</summary>
/// <param name="Color">Of now.</param>
public sealed record AppealSummary(
    string AppealId,
    string HolderId,
    string? Name,
    string IdType,
    string IdNumber,
    string Color,
    string Reason,
    string ReasonText,
    string Ground,
    string State,
    DateTimeOffset FiledAt,
    DateTimeOffset DueAt,
    bool Late,
    int Version
)
{
    public static AppealSummary? Of(Appeal appeal, HolderStatus? status, DateTimeOffset now, CultureInfo language) =>
        status is null
            ? null
            : new(
                appeal.Id,
                appeal.HolderId,
                status.Name?.Masked,
                status.Document.Type.ToText(),
                status.Document.Masked,
                Words.Of(status.Schedule.At(now).Color),
                appeal.Reason,
                Texts.Get($"reason.{appeal.Reason}", language),
                Words.Of(appeal.Ground),
                Words.Of(appeal.State),
                appeal.FiledAt,
                appeal.DueAt,
                appeal.DueAt <= now,
                appeal.Version
            );
}

/// <param name="Next">To be given as <c>after</c> for the next, younger page; absent on the last.</param>
public sealed record AppealQueue(IReadOnlyList<AppealSummary> Appeals, string? Next);

/// <summary>An appeal with what an officer needs to decide it.</summary>
/// <param name="Liftable">Measures behind the reason.</param>
/// <param name="Results">Results behind the reason, about which a laboratory can be asked.</param>
/// <param name="Assessment">The person's facts.</param>
public sealed record AppealDetails(
    AppealSummary Appeal,
    string Text,
    IReadOnlyList<AppealActView> Acts,
    IReadOnlyList<LiftableMeasure> Liftable,
    IReadOnlyList<DoubtedResult> Results,
    AssessmentAnswer Assessment
);

/// <summary>
/// An act of an officer or of the service. Audit names the actor; here the reader learns only whether it was they, who cannot agree to
/// their own proposal.
/// </summary>
public sealed record AppealActView(
    string Decision,
    DateTimeOffset At,
    bool ByYou,
    string? MeasureId,
    string? Laboratory,
    string? LaboratoryName,
    string? Accession,
    string? Because,
    string? BecauseText,
    string? Message
)
{
    public static AppealActView Of(AppealAct act, string reader, Func<string, string?> laboratoryName, CultureInfo language) =>
        new(
            Words.Of(act.Decision),
            act.At,
            act.Officer == reader,
            act.MeasureId,
            act.Sample?.Laboratory,
            act.Sample is { } sample ? laboratoryName(sample.Laboratory) : null,
            act.Sample?.Accession,
            act.Because is { } code ? Words.Of(code) : null,
            act.Because is { } because ? OwnAppeal.TextOf(because, language) : null,
            act.Message
        );
}

public sealed record LiftableMeasure(string MeasureId, string Kind, DateTimeOffset From, DateTimeOffset? Until)
{
    public static LiftableMeasure Of(Measure measure) => new(measure.Id, Words.Of(measure.Kind), measure.From, measure.Until);
}

/// <param name="LaboratoryName">In the reader's language; absent for a laboratory that is not registered.</param>
public sealed record DoubtedResult(string Laboratory, string? LaboratoryName, string Accession, string Result, DateTimeOffset SampledAt)
{
    public static DoubtedResult Of(LabResult result, Func<string, string?> laboratoryName) =>
        new(result.Laboratory, laboratoryName(result.Laboratory), result.Accession, Words.Of(result.Result), result.SampledAt);
}
