using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>Invites somebody to inspect at a place; they are told by text.</summary>
public sealed class AddInspector(RequestAuthenticator authenticator, RoleAssignments staff)
{
    [Function(nameof(AddInspector))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/places/{placeId}/inspectors")] HttpRequest request,
        string placeId,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(AddInspector), cancellation)).Refused(out var refusal, out var caller)
            || (await staff.ManagedAsync(caller, placeId, cancellation)).Refused(out refusal, out var place)
            || (await JsonBody.ReadAsync(request, PlacesJson.Types.InspectorRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var person)
            || (
                await staff.InviteAsync(
                    person.Phone,
                    new Role(Role.Inspector, place.Id),
                    place,
                    caller.Account.Key,
                    cancellation,
                    person.Name
                )
            ).Refused(out refusal, out var id)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(
            new InspectorView(id, person.Phone.Masked, person.Name),
            PlacesJson.Types.InspectorView,
            StatusCodes.Status201Created
        );
    }
}
