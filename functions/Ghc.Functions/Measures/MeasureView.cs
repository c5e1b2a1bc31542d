using System.Globalization;
using Ghc.Domain.Documents;
using Ghc.Domain.Measures;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Measures;

/// <summary>A case as officers see it. Who signed is in Audit; here only whether the reader did, who then cannot approve.</summary>
public sealed record MeasureView(
    string MeasureId,
    string State,
    string Kind,
    DateTimeOffset From,
    DateTimeOffset Until,
    LegalReasonView LegalReason,
    string? Note,
    DateTimeOffset ProposedAt,
    bool ProposedByYou,
    DateTimeOffset ApprovableUntil,
    DateTimeOffset? ApprovedAt,
    DateTimeOffset? EndedAt)
{
    public string? IdType { get; init; }

    public string? IdNumber { get; init; }

    public string? PlaceId { get; init; }

    /// <summary>The time at the place.</summary>
    public DateTimeOffset? VisitedFrom { get; init; }

    public DateTimeOffset? VisitedTo { get; init; }

    public static MeasureView Of(MeasureCase measure, DateTimeOffset now, string reader, CultureInfo language) => new(
        measure.Id,
        Words.Of(measure.StateAt(now)),
        Words.Of(measure.Kind),
        measure.Start,
        measure.Until,
        LegalReasonView.Of(measure.LegalReason, language),
        measure.Note,
        measure.Proposed.At,
        measure.Proposed.Officer == reader,
        measure.Proposed.At + MeasureCase.ProposalLasts,
        measure.Approved?.At,
        measure.Ended?.At)
    {
        IdType = measure.Document?.Type.ToText(),
        IdNumber = measure.Document?.Masked,
        PlaceId = measure.Site?.PlaceId,
        VisitedFrom = measure.Site?.From,
        VisitedTo = measure.Site?.To,
    };
}

public sealed record LegalReasonView(string Code, string Text)
{
    public static LegalReasonView Of(LegalReason reason, CultureInfo language) =>
        new(Words.Of(reason), Texts.Get($"legal.{Words.Of(reason)}", language));
}

public sealed record MeasureList(IReadOnlyList<MeasureView> Measures);
