using Ghc.Domain;
using Ghc.Functions.Http;
using Ghc.Functions.SignIn;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Explain;

/// <summary>Why somebody has the color they have: facts, rules, what comes, and what would change it.</summary>
public sealed class GetAssessment(SessionDesk desk, Explainer explainer)
{
    [Function(nameof(GetAssessment))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/holders/{holderId}/assessment")] HttpRequest request,
        string holderId,
        CancellationToken cancellation)
    {
        if ((await desk.OpenStaffAsync(request, nameof(GetAssessment), cancellation)).Refused(out var refusal, out var officer))
        {
            return Reply.Problem(refusal);
        }

        return IsHolderId(holderId) && await explainer.ExplainAsync(holderId, officer.Account.Key, Languages.Of(request), cancellation) is { } answer
            ? Reply.Json(answer, GhcJson.Default.AssessmentAnswer)
            : Reply.Problem(new Refusal("document-not-found"));
    }

    private static bool IsHolderId(string id) => id.Length == 32 && id.All(char.IsAsciiHexDigitLower);
}
