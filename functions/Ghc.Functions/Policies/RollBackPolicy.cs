using Ghc.Functions.Http;
using Ghc.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Policies;

/// <summary>Goes back to the version before the current one, in one step.</summary>
public sealed class RollBackPolicy(SessionDesk desk, PolicyBoard board)
{
    [Function(nameof(RollBackPolicy))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/policy/rollback")] HttpRequest request, CancellationToken cancellation) =>
        (await desk.OpenStaffAsync(request, nameof(RollBackPolicy), cancellation)).Refused(out var refusal, out var officer)
        || (await board.RollBackAsync(officer.Account.Key, cancellation)).Refused(out refusal, out var sweep)
            ? Reply.Problem(refusal)
            : Reply.Json(sweep, GhcJson.Default.SweepView, StatusCodes.Status202Accepted);
}
