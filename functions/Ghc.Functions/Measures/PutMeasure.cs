using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Measures;
using Ghc.Functions.Access;
using Ghc.Functions.Rules;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>One officer proposes a measure; it counts when another one approves it.</summary>
public sealed class PutMeasure(
    RequestAuthenticator authenticator,
    MeasureWorkflow measures,
    CurrentPolicy policies,
    IOptions<MeasureOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(PutMeasure))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/measures")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(PutMeasure), cancellation)).Refused(out var refusal, out var officer)
            || (await JsonBody.ReadAsync(request, MeasuresJson.Types.MeasureRequest, cancellation)).Refused(out refusal, out var body)
            || (await PutAsync(body, officer.Account, cancellation)).Refused(out refusal, out var approved)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(
            MeasureView.Of(approved, clock.GetUtcNow(), officer.Account.Key, Languages.Of(request)),
            MeasuresJson.Types.MeasureView,
            StatusCodes.Status201Created
        );
    }

    private async Task<Outcome<MeasureCase>> PutAsync(MeasureRequest body, Account officer, CancellationToken cancellation)
    {
        if (body == new MeasureRequest(null, null, null, null, null, null, null, null, body.Approves) && body.Approves is { } id)
        {
            return officer.MayApprove(clock.GetUtcNow())
                ? await measures.ApproveAsync(id, ofSite: false, officer.Key, cancellation)
                : new Refusal(RefusalCodes.OfficerTooNew);
        }

        var policy = (await policies.CurrentAsync(cancellation)).Policy;
        return body.Parse(clock.GetUtcNow(), options.Value.MaxDays, policy.EndOf).Refused(out var refusal, out var draft)
            ? refusal
            : await measures.ProposeAsync(draft, officer.Key, cancellation);
    }
}
