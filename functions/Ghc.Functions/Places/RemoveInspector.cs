using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>Takes an inspector off a place. A shift that runs ends within a minute; no new one starts.</summary>
public sealed class RemoveInspector(RequestAuthenticator authenticator, RoleAssignments staff)
{
    [Function(nameof(RemoveInspector))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/places/{placeId}/inspectors/{inspectorId}")] HttpRequest request,
        string placeId,
        string inspectorId,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(RemoveInspector), cancellation)).Refused(out var refusal, out var caller)
            || (await staff.ManagedAsync(caller, placeId, cancellation)).Refused(out refusal, out var place)
        )
        {
            return Reply.Problem(refusal);
        }

        return
            StaffRequest.IsStaffId(inspectorId)
            && await staff.RemoveAsync(inspectorId, new Role(Role.Inspector, place.Id), caller.Account.Key, cancellation)
            ? Reply.NoContent()
            : Reply.Problem(new Refusal(RefusalCodes.InspectorNotFound));
    }
}
