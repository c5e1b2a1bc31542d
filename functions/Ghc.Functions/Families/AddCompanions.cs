using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Credentials;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Families;

/// <summary>A traveler who is signed in adds several companions, or sends those again who were refused.</summary>
public sealed class AddCompanions(RequestAuthenticator sessions, FamilyAdding adding, IdentityGuard guard)
{
    [Function(nameof(AddCompanions))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/families/companions")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await sessions.OpenAsync(request, cancellation)).Refused(out var refusal, out var signedIn)
            || (await JsonBody.ReadAsync(request, FamiliesJson.Types.CompanionsRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var companions)
            || (
                await guard.TryAllAsync(
                    request,
                    signedIn.Account,
                    companions.Select(companion => companion.Claim.Canonical),
                    () => adding.AddAsync(signedIn.Account, companions, body.Together == true, cancellation),
                    cancellation
                )
            ).Refused(out refusal, out var members)
        )
        {
            return Reply.Problem(refusal);
        }

        return members.Any(member => member.Outcome == MemberOutcome.Registered)
            ? Reply.Json(
                new CompanionsAnswer(FamilyAnswer.Views(members, Languages.Of(request))),
                FamiliesJson.Types.CompanionsAnswer,
                StatusCodes.Status201Created
            )
            : Reply.Problem(new Refusal(RefusalCodes.FamilyRefused) { Members = members });
    }
}
