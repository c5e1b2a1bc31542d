using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Documents;
using Ghc.Domain.Measures;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>What an officer puts on a holder, or the id of what another officer put forward.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record MeasureRequest(
    string? IdType,
    string? IdNumber,
    string? IssuanceNumber,
    string? Kind,
    DateTimeOffset? From,
    DateTimeOffset? Until,
    string? LegalReason,
    string? Note,
    string? Approves
)
{
    private const int MaxNote = 500;

    /// <summary>How far a start may lie from now: further is a slip of the keyboard.</summary>
    private static readonly TimeSpan Reach = TimeSpan.FromDays(31);

    /// <param name="endOf">The end by the policy, if it has one for the kind.</param>
    public Outcome<MeasureDraft> Parse(DateTimeOffset now, int maxDays, Func<MeasureKind, DateTimeOffset, DateTimeOffset?> endOf)
    {
        var form = new Form();
        form.Require(Approves is null, "approves", "measure.approves-alone");
        var document = form.Take("", Document.Parse(IdType, IdNumber, IssuanceNumber));
        var kind = form.Take("kind", Words.Parse<MeasureKind>(Kind));
        var reason = form.Take("legalReason", Words.Parse<LegalReason>(LegalReason));
        form.Require(From is not { } given || (given - now).Duration() <= Reach, "from", "measure.from");
        form.Require(IsNote(Note), "note", "measure.note");
        if (form.Refusal is { } refusal)
        {
            return refusal;
        }

        var from = From ?? now;
        var until = Until ?? endOf(kind, from);
        form.Require(LegalReasons.Carries(reason, kind), "legalReason", "measure.reason-for-kind");
        form.Require(until is not null, "until", "measure.until-needed");
        form.Require(until is not { } end || (end > from && end > now), "until", "measure.until");
        form.Require(
            until is not { } last || last - from <= TimeSpan.FromDays(maxDays),
            "until",
            "measure.too-long",
            maxDays.ToString(CultureInfo.InvariantCulture)
        );
        return form.Refusal is { } wrong
            ? wrong
            : new MeasureDraft(
                kind,
                from,
                until!.Value,
                reason,
                Note,
                string.Join('|', document.Canonical, From?.UtcTicks, Until?.UtcTicks)
            )
            {
                Document = document,
                StartsWithApproval = From is null,
            };
    }

    internal static bool IsNote(string? note) =>
        note is null || (note.Length is > 0 and <= MaxNote && !note.Any(c => char.IsControl(c) && c != '\n'));
}

/// <summary>A well-formed proposal. <paramref name="Identity"/>: what makes two requests of one officer the same one.</summary>
public sealed record MeasureDraft(
    MeasureKind Kind,
    DateTimeOffset From,
    DateTimeOffset Until,
    LegalReason LegalReason,
    string? Note,
    string Identity
)
{
    public Document? Document { get; init; }

    public ExposureSite? Site { get; init; }

    public bool StartsWithApproval { get; init; }
}
