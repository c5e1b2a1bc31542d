using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Companions;

/// <summary>A traveler adds somebody who has no phone, verified like an applicant.</summary>
public sealed class AddCompanion(RequestAuthenticator sessions, CompanionRegistration companions, IdentityGuard guard)
{
    [Function(nameof(AddCompanion))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/companions")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
        || (await JsonBody.ReadAsync(request, CompanionsJson.Types.CompanionRequest, cancellation)).Refused(out refusal, out var body)
        || body.Parse().Refused(out refusal, out var companion)
        || (
            await guard.TryAsync(
                request,
                signedIn.Account.Key,
                companion.Claim.Canonical,
                () => companions.AddAsync(signedIn.Account, companion, cancellation),
                cancellation
            )
        ).Refused(out refusal, out var holderId)
            ? Reply.Problem(refusal)
            : Reply.Json(new CompanionAdded(holderId), CompanionsJson.Types.CompanionAdded, StatusCodes.Status201Created);
}
