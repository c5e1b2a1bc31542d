using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>The inspectors of a place, with masked phones.</summary>
public sealed class ListInspectors(RequestAuthenticator authenticator, RoleAssignments staff)
{
    [Function(nameof(ListInspectors))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/places/{placeId}/inspectors")] HttpRequest request,
        string placeId,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(ListInspectors), cancellation)).Refused(out var refusal, out var caller)
        || (await staff.ManagedAsync(caller, placeId, cancellation)).Refused(out refusal, out var place)
            ? Reply.Problem(refusal)
            : Reply.Json(await staff.InspectorsAsync(place.Id, cancellation), PlacesJson.Types.IReadOnlyListInspectorView);
}
