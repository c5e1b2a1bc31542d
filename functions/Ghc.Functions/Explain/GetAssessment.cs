using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Explain;

/// <summary>Why somebody has the color they have: facts, rules, what comes, and what would change it.</summary>
public sealed class GetAssessment(RequestAuthenticator authenticator, Explainer explainer)
{
    [Function(nameof(GetAssessment))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/holders/{holderId}/assessment")] HttpRequest request,
        string holderId,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(GetAssessment), cancellation)).Refused(out var refusal, out var officer))
        {
            return Reply.Problem(refusal);
        }

        return
            Holder.IsId(holderId)
            && await explainer.ExplainAsync(holderId, officer.Account.Key, Languages.Of(request), cancellation) is { } answer
            ? Reply.Json(answer, ExplainJson.Types.AssessmentAnswer)
            : Reply.Problem(new Refusal(RefusalCodes.DocumentNotFound));
    }
}
