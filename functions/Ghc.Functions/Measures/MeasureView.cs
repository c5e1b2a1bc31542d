using System.Globalization;
using Ghc.Domain.Documents;
using Ghc.Domain.Measures;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Colors;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;

namespace Ghc.Functions.Measures;

/// <summary>A case as officers see it.</summary>
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
    DateTimeOffset? EndedAt
)
{
    public string? IdType { get; init; }

    public string? IdNumber { get; init; }

    public string? PlaceId { get; init; }

    public string? PlaceName { get; init; }

    /// <summary>The time at the place.</summary>
    public DateTimeOffset? VisitedFrom { get; init; }

    public DateTimeOffset? VisitedTo { get; init; }

    /// <summary>The people whom a measure of a place would reach; in lists only.</summary>
    public ExposureTrial? Trial { get; init; }

    /// <summary>The proposer; null if they gave up their phone since.</summary>
    public Colleague? ProposedBy { get; init; }

    /// <summary>In lists: whom it concerns, if anything is known of them, and what signing does to their color.</summary>
    public ConcernedPerson? Person { get; init; }

    public static MeasureView Of(MeasureCase measure, DateTimeOffset now, string reader, CultureInfo language) =>
        new(
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
            measure.Ended?.At
        )
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

/// <summary>Whom a measure concerns.</summary>
/// <param name="Name">Masked; null if nobody applied with the document.</param>
/// <param name="ColorAfter">If it was signed now: approved, or lifted if it is in force. Null where nothing is left to sign.</param>
/// <param name="Reasons">Of the color now.</param>
public sealed record ConcernedPerson(
    string HolderId,
    string? Name,
    string Color,
    string? ColorAfter,
    IReadOnlyList<ReasonView> Reasons,
    TestView? LatestTest,
    CrossingView? LatestCrossing
);

public sealed record CrossingView(string Port, string Direction, DateTimeOffset CrossedAt);

/// <param name="Next">Where to go on, as parameter <c>after</c>; null if this is the end.</param>
public sealed record MeasureList(IReadOnlyList<MeasureView> Measures, string? Next);
