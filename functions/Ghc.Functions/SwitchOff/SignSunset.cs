using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SwitchOff;

/// <summary>An administrator proposes a step of the plan, or approves it if another one proposed it.</summary>
public sealed class SignSunset(RequestAuthenticator authenticator, SunsetSigning signing, TimeProvider clock)
{
    [Function(nameof(SignSunset))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sunset/signatures")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(SignSunset), cancellation)).Refused(out var refusal, out var administrator)
        || (await JsonBody.ReadAsync(request, SwitchOffJson.Types.SunsetSignatureRequest, cancellation)).Refused(out refusal, out var body)
        || body.Parse().Refused(out refusal, out var act)
        || (await signing.SignAsync(act, administrator.Account, cancellation)).Refused(out refusal, out var record)
            ? Reply.Problem(refusal)
            : Reply.Json(SunsetView.Of(record, clock.GetUtcNow()), SwitchOffJson.Types.SunsetView, StatusCodes.Status202Accepted);
}
