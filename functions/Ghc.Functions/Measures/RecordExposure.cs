using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Measures;
using Ghc.Functions.Access;
using Ghc.Functions.Places;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Measures;

/// <summary>
/// One officer names a place and a time; when another one approves, everyone scanned there then gets the measure, through the queue.
/// </summary>
public sealed class RecordExposure(
    RequestAuthenticator authenticator,
    MeasureWorkflow measures,
    ExposureWork work,
    PlacesTable places,
    IOptions<MeasureOptions> options,
    TimeProvider clock
)
{
    [Function(nameof(RecordExposure))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/exposures")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(RecordExposure), cancellation)).Refused(out var refusal, out var officer)
        || (await JsonBody.ReadAsync(request, MeasuresJson.Types.ExposureRequest, cancellation)).Refused(out refusal, out var body)
        || (await PutAsync(body, officer.Account, cancellation)).Refused(out refusal, out var approved)
            ? Reply.Problem(refusal)
            : Reply.Json(
                await work.ViewAsync(approved, Languages.Of(request), cancellation),
                MeasuresJson.Types.ExposureView,
                StatusCodes.Status202Accepted
            );

    private async Task<Outcome<MeasureCase>> PutAsync(ExposureRequest body, Account officer, CancellationToken cancellation)
    {
        if (body == new ExposureRequest(null, null, null, null, null, body.Approves) && body.Approves is { } id)
        {
            return officer.MayApprove(clock.GetUtcNow())
                ? await measures.ApproveAsync(id, ofSite: true, officer.Key, cancellation)
                : new Refusal(RefusalCodes.OfficerTooNew);
        }

        if (body.Parse(clock.GetUtcNow(), options.Value).Refused(out var refusal, out var draft))
        {
            return refusal;
        }

        return await places.FindAsync(draft.Site!.PlaceId, cancellation) is null
            ? new Refusal(RefusalCodes.PlaceNotFound)
            : await measures.ProposeAsync(draft, officer.Key, cancellation);
    }
}
