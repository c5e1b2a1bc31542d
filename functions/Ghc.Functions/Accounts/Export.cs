using Ghc.Domain.Appeals;
using Ghc.Domain.Documents;
using Ghc.Domain.Facts;
using Ghc.Domain.Holders;
using Ghc.Domain.LabResults;
using Ghc.Domain.Measures;
using Ghc.Functions.Gates;
using Ghc.Platform.Json;

namespace Ghc.Functions.Accounts;

/// <summary>Everything that is known of an account and its holders, in full.</summary>
public sealed record AccountExport(DateTimeOffset ExportedAt, AccountView Account, IReadOnlyList<HolderExport> Holders);

public sealed record HolderExport(
    string HolderId,
    string Relationship,
    string Name,
    string IdType,
    string IdNumber,
    string? IssuanceNumber,
    string Color,
    IReadOnlyList<CrossingExport> Crossings,
    IReadOnlyList<TestExport> Tests,
    IReadOnlyList<MeasureExport> Measures,
    IReadOnlyList<VisitExport> Visits,
    IReadOnlyList<AppealExport> Appeals
)
{
    public static HolderExport Of(
        string id,
        string relationship,
        HolderStatus status,
        Holder holder,
        IReadOnlyList<VisitMessage> visits,
        IEnumerable<Appeal> appeals,
        DateTimeOffset now
    ) =>
        new(
            id,
            relationship,
            status.Name!.Text,
            status.Document.Type.ToText(),
            status.Document.Number,
            status.Document.Issuance,
            Words.Of(status.Schedule.At(now).Color),
            [.. holder.Facts.OfType<Crossing>().Select(c => new CrossingExport(c.Port, Words.Of(c.Direction), c.CrossedAt, c.Name.Text))],
            [.. holder.Facts.OfType<LabResult>().Select(TestExport.Of)],
            [.. EffectiveMeasures.Of(holder.Facts).Select(m => new MeasureExport(Words.Of(m.Kind), m.From, m.Until, m.LiftedAt))],
            [.. visits.Select(v => new VisitExport(v.PlaceName, v.ScannedAt))],
            [.. appeals.Select(AppealExport.Of)]
        );
}

public sealed record CrossingExport(string Port, string Direction, DateTimeOffset CrossedAt, string Name);

public sealed record TestExport(
    string Laboratory,
    string Accession,
    int Revision,
    string Status,
    string Assay,
    bool Pooled,
    string Result,
    DateTimeOffset SampledAt,
    DateTimeOffset ReportedAt,
    string? Name
)
{
    public static TestExport Of(LabResult test) =>
        new(
            test.Laboratory,
            test.Accession,
            test.Revision,
            Words.Of(test.Status),
            Words.Of(test.Assay),
            test.Pooled,
            Words.Of(test.Result),
            test.SampledAt,
            test.ReportedAt,
            test.Name?.Text
        );
}

/// <param name="LiftedAt">When an officer lifted it; absent if nobody did.</param>
public sealed record MeasureExport(string Kind, DateTimeOffset From, DateTimeOffset? Until, DateTimeOffset? LiftedAt);

public sealed record VisitExport(string PlaceName, DateTimeOffset ScannedAt);

/// <param name="Because">Why it was refused.</param>
/// <param name="Message">The officer's own words.</param>
public sealed record AppealExport(
    string Reason,
    string Ground,
    string Text,
    DateTimeOffset FiledAt,
    string State,
    DateTimeOffset? AnsweredAt,
    string? Because,
    string? Message
)
{
    public static AppealExport Of(Appeal appeal) =>
        new(
            appeal.Reason,
            Words.Of(appeal.Ground),
            appeal.Text,
            appeal.FiledAt,
            Words.Of(appeal.State),
            appeal.Answer?.At,
            appeal.Answer?.Because is { } because ? Words.Of(because) : null,
            appeal.Answer?.Message
        );
}
