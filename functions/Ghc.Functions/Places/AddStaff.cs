using Ghc.Domain;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>
/// An administrator gives somebody a role. Giving it again changes nothing, and tells the id by which it can be taken away.
/// </summary>
public sealed class AddStaff(RequestAuthenticator authenticator, RoleAssignments staff, PlacesTable places)
{
    [Function(nameof(AddStaff))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/staff")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(AddStaff), cancellation)).Refused(out var refusal, out var caller)
            || (await JsonBody.ReadAsync(request, PlacesJson.Types.StaffRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var person)
        )
        {
            return Reply.Problem(refusal);
        }

        var (phone, role, name) = person;
        Place? place = null;
        if (role.Scope.Length > 0 && (place = await places.FindAsync(role.Scope, cancellation)) is null)
        {
            return Reply.Problem(new Refusal(RefusalCodes.PlaceNotFound));
        }

        return (await staff.InviteAsync(phone, role, place, caller.Account.Key, cancellation, name)).Refused(out refusal, out var id)
            ? Reply.Problem(refusal)
            : Reply.Json(
                new StaffView(id, phone.Masked, role.Name, place?.Id, name),
                PlacesJson.Types.StaffView,
                StatusCodes.Status201Created
            );
    }
}
