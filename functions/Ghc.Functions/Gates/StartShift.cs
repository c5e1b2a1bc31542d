using System.Text.Json.Serialization;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Functions.Places;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Gates;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record StartShiftRequest(string? PlaceId);

public sealed record StartShiftAnswer(string ShiftToken, PlaceSummary Place, DateTimeOffset ExpiresAt);

public sealed record PlaceSummary(string PlaceId, string Name, string Area);

/// <summary>An inspector chooses the place to work at, and gets a token that scans there for one shift.</summary>
public sealed class StartShift(RequestAuthenticator authenticator, PlacesTable places, Sessions sessions)
{
    [Function(nameof(StartShift))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/shifts")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, GatesJson.Types.StartShiftRequest, cancellation)).Refused(out refusal, out var body)
            || (await AdmitAsync(signedIn, body.PlaceId, cancellation)).Refused(out refusal, out var place)
        )
        {
            return Reply.Problem(refusal);
        }

        var shift = sessions.IssueShift(signedIn.Account.Key, place.Id, place.Name);
        var summary = new PlaceSummary(place.Id, place.NameIn(Languages.Of(request)), place.Area);
        return Reply.Json(
            new StartShiftAnswer(shift.Token, summary, shift.ExpiresAt),
            GatesJson.Types.StartShiftAnswer,
            StatusCodes.Status201Created
        );
    }

    private async Task<Outcome<Place>> AdmitAsync(SignedIn signedIn, string? placeId, CancellationToken cancellation)
    {
        if (placeId is not { Length: > 0 and <= 64 })
        {
            return placeId is null ? Refusal.Invalid("placeId", "field.missing") : Refusal.OutOfRange("placeId", "text-length", 1, 64);
        }

        if (!signedIn.Account.Has(Role.Inspector, placeId))
        {
            return new Refusal(RefusalCodes.NotAnInspector);
        }

        if (!signedIn.Session.HasBothFactors)
        {
            return new Refusal(RefusalCodes.SecondFactorRequired);
        }

        return await places.FindAsync(placeId, cancellation) is { } place ? place : new Refusal(RefusalCodes.NotAnInspector);
    }
}
