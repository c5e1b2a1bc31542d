using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SwitchOff;

/// <summary>An administrator plans the end of the service. Nothing happens until another one signs the announcement.</summary>
public sealed class PutSunsetPlan(RequestAuthenticator authenticator, SunsetSigning signing, TimeProvider clock)
{
    [Function(nameof(PutSunsetPlan))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "api/sunset/plan")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(PutSunsetPlan), cancellation)).Refused(out var refusal, out var administrator)
        || (await JsonBody.ReadAsync(request, SwitchOffJson.Types.SunsetPlanRequest, cancellation)).Refused(out refusal, out var body)
        || body.Parse().Refused(out refusal, out var plan)
        || (await signing.PlanAsync(plan, administrator.Account, cancellation)).Refused(out refusal, out var record)
            ? Reply.Problem(refusal)
            : Reply.Json(SunsetView.Of(record, clock.GetUtcNow()), SwitchOffJson.Types.SunsetView, StatusCodes.Status202Accepted);
}
