using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Sunset;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SwitchOff;

/// <summary>The present plan with its signatures, for administrators.</summary>
public sealed class GetSunsetPlan(RequestAuthenticator authenticator, SunsetTable table, TimeProvider clock)
{
    [Function(nameof(GetSunsetPlan))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/sunset/plan")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetSunsetPlan), cancellation)).Refused(out var refusal, out _))
        {
            return Reply.Problem(refusal);
        }

        return await table.FindAsync(cancellation) is { } record
            ? Reply.Json(SunsetView.Of(record, clock.GetUtcNow()), SwitchOffJson.Types.SunsetView)
            : Reply.Problem(new Refusal(RefusalCodes.SunsetNotPlanned));
    }
}
