using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Places;

/// <summary>
/// Somebody lays down what they are at a place. A role counts from the invitation on, and staff cannot set a new password by text alone:
/// somebody who was invited without wanting it must get out with the one factor they have. An account that has signed in with both needs
/// both, or a stolen phone would be enough.
/// </summary>
public sealed class LeavePlace(RequestAuthenticator authenticator, RoleAssignments staff)
{
    [Function(nameof(LeavePlace))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "delete", Route = "api/places/{placeId}/membership")] HttpRequest request,
        string placeId,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out var caller)
            || MayLeave(caller).Refused(out refusal, out _)
        )
        {
            return Reply.Problem(refusal);
        }

        return await staff.LeaveAsync(caller.Account, placeId, cancellation)
            ? Reply.NoContent()
            : Reply.Problem(new Refusal(RefusalCodes.PlaceNotFound));
    }

    private static Outcome<SignedIn> MayLeave(SignedIn caller) =>
        caller.Session.HasBothFactors || caller.Account.SignIn.BothFactorsAt is null
            ? caller
            : new Refusal(RefusalCodes.SecondFactorRequired);
}
