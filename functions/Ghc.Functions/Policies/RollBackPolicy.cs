using System.Text.Json.Serialization;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <param name="Sequence">The version to leave; without it the first that is still to come, else the one in force.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RollBackRequest(int? Sequence);

/// <summary>Goes back to the version before the current one, or before the one that the body names, in one step.</summary>
public sealed class RollBackPolicy(RequestAuthenticator authenticator, PolicyPublisher publisher)
{
    [Function(nameof(RollBackPolicy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/policy/rollback")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(RollBackPolicy), cancellation)).Refused(out var refusal, out var officer)
        || (
            await JsonBody.ReadAsync(request, PoliciesJson.Types.RollBackRequest, cancellation, whenEmpty: new RollBackRequest(null))
        ).Refused(out refusal, out var body)
        || (await publisher.RollBackAsync(body.Sequence, officer.Account.Key, cancellation)).Refused(out refusal, out var sweep)
            ? Reply.Problem(refusal)
            : Reply.Json(sweep, PoliciesJson.Types.SweepView, StatusCodes.Status202Accepted);
}
