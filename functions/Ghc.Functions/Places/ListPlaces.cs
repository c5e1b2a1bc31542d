using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>
/// The places where the caller manages or inspects: none for a traveler. A manager's inspectors only with both factors, as in
/// <see cref="ListInspectors"/>.
/// </summary>
public sealed class ListPlaces(RequestAuthenticator authenticator, PlacesTable places, RoleAssignments staff)
{
    [Function(nameof(ListPlaces))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/places")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var caller))
        {
            return Reply.Problem(refusal);
        }

        var views = new List<PlaceView>();
        foreach (var placeId in caller.Account.Roles.Where(role => Role.IsScoped(role.Name)).Select(role => role.Scope).Distinct())
        {
            if (await places.FindAsync(placeId, cancellation) is not { } place)
            {
                continue;
            }

            var manages = caller.Account.Has(Role.PlaceManager, placeId);
            var shown = manages && caller.Session.HasBothFactors;
            views.Add(
                PlaceView.Of(place, manages ? "manager" : "inspector", shown ? await staff.InspectorsAsync(placeId, cancellation) : null)
            );
        }

        return Reply.Json<IReadOnlyList<PlaceView>>(
            [.. views.OrderBy(view => view.Name, StringComparer.Ordinal)],
            PlacesJson.Types.IReadOnlyListPlaceView
        );
    }
}
