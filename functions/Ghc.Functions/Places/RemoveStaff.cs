using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>An administrator takes a role away; it opens nothing from the next call on. Nobody takes away their own last way in.</summary>
public sealed class RemoveStaff(RequestAuthenticator authenticator, RoleAssignments staff)
{
    [Function(nameof(RemoveStaff))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/staff/{staffId}/{role}")] HttpRequest request,
        string staffId,
        string role,
        CancellationToken cancellation
    )
    {
        var placeId = request.Query["placeId"].ToString();
        if (
            (await authenticator.OpenStaffAsync(request, nameof(RemoveStaff), cancellation)).Refused(out var refusal, out var caller)
            || StaffRequest.RoleOf(role, placeId.Length == 0 ? null : placeId).Refused(out refusal, out var held)
            || MayRemove(caller, staffId, held).Refused(out refusal, out _)
        )
        {
            return Reply.Problem(refusal);
        }

        return StaffRequest.IsStaffId(staffId) && await staff.RemoveAsync(staffId, held, caller.Account.Key, cancellation)
            ? Reply.NoContent()
            : Reply.Problem(new Refusal(RefusalCodes.StaffNotFound));
    }

    private static Outcome<Role> MayRemove(SignedIn caller, string staffId, Role role) =>
        caller.Account.Key == staffId && role.Name == Role.Administrator ? new Refusal(RefusalCodes.Forbidden) : role;
}
