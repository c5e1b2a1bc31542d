using System.Globalization;
using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Measures;
using Ghc.Domain.Places;
using Ghc.Platform.Json;

namespace Ghc.Functions.Measures;

/// <summary>A place and a time in which a case was there, or the id of what another officer put forward.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ExposureRequest(
    string? PlaceId,
    DateTimeOffset? From,
    DateTimeOffset? To,
    string? LegalReason,
    string? Note,
    string? Approves
)
{
    /// <summary>Visits are not kept longer.</summary>
    private static readonly TimeSpan Oldest = TimeSpan.FromDays(21);

    public Outcome<MeasureDraft> Parse(DateTimeOffset now, MeasureOptions options)
    {
        var form = new Form();
        form.Require(Approves is null, "approves", "measure.approves-alone");
        form.Require(PlaceId is not null, "placeId", "field.missing");
        form.Require(PlaceId is null || Place.IsId(PlaceId), "placeId", "place.id");
        form.Require(From is not null, "from", "field.missing");
        form.Require(To is not null, "to", "field.missing");
        form.Require(From is not { } from || from >= now - Oldest, "from", "exposure.from");
        form.Require(To is not { } to || to <= now, "to", "time.future");
        var isSpan = To - From is not { } span || (span > TimeSpan.Zero && span <= TimeSpan.FromHours(options.MaxExposureHours));
        form.Require(isSpan, "to", "exposure.span", options.MaxExposureHours.ToString(CultureInfo.InvariantCulture));
        var reason = LegalReason is null
            ? Domain.Measures.LegalReason.EpidemiologicalInvestigation
            : form.Take("legalReason", Words.Parse<LegalReason>(LegalReason));
        form.Require(LegalReasons.Carries(reason, MeasureKind.Exposure), "legalReason", "measure.reason-for-kind");
        form.Require(MeasureRequest.IsNote(Note), "note", "measure.note");
        if (form.Refusal is { } refusal)
        {
            return refusal;
        }

        var until = ChinaTime.StartOfDay(now, options.ExposureDays + 1);
        return new MeasureDraft(
            MeasureKind.Exposure,
            now,
            until,
            reason,
            Note,
            string.Join('|', PlaceId, From!.Value.UtcTicks, To!.Value.UtcTicks)
        )
        {
            Site = new ExposureSite(PlaceId!, From.Value, To.Value),
        };
    }
}
