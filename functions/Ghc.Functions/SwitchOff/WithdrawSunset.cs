using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.SwitchOff;

/// <summary>An administrator withdraws the plan, as long as the wipe has not begun.</summary>
public sealed class WithdrawSunset(RequestAuthenticator authenticator, SunsetSigning signing, TimeProvider clock)
{
    [Function(nameof(WithdrawSunset))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/sunset/withdrawal")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(WithdrawSunset), cancellation)).Refused(out var refusal, out var administrator)
        || (await JsonBody.ReadAsync(request, SwitchOffJson.Types.SunsetWithdrawalRequest, cancellation)).Refused(out refusal, out var body)
        || PlanOf(body).Refused(out refusal, out var plan)
        || (await signing.WithdrawAsync(plan, administrator.Account, cancellation)).Refused(out refusal, out var record)
            ? Reply.Problem(refusal)
            : Reply.Json(SunsetView.Of(record, clock.GetUtcNow()), SwitchOffJson.Types.SunsetView);

    private static Outcome<string> PlanOf(SunsetWithdrawalRequest body) =>
        body.Plan is { } plan ? plan : Refusal.Invalid("plan", "field.missing");
}
