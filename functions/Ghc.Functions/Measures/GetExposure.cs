using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>How far the work on everyone who was at a place is.</summary>
public sealed class GetExposure(RequestAuthenticator authenticator, MeasuresTable measures, ExposureWork work, AuditTable audit)
{
    [Function(nameof(GetExposure))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/exposures/{id}")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetExposure), cancellation)).Refused(out var refusal, out var officer))
        {
            return Reply.Problem(refusal);
        }

        if (await measures.FindAsync(id, cancellation) is not { Site: not null } measure)
        {
            return Reply.Problem(new Refusal(RefusalCodes.MeasureNotFound));
        }

        await audit.AppendAsync(officer.Account.Key, "exposure-read", id, "", cancellation);
        return Reply.Json(await work.ViewAsync(measure, Languages.Of(request), cancellation), MeasuresJson.Types.ExposureView);
    }
}
