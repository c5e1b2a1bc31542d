using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Appeals;

/// <summary>An officer decides: proposes to lift or agrees to that, asks the laboratory, or refuses.</summary>
public sealed class AnswerAppeal(RequestAuthenticator authenticator, AppealAnswers answers, HoldersTable holders, TimeProvider clock)
{
    [Function(nameof(AnswerAppeal))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/appeals/{id}/answers")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(AnswerAppeal), cancellation)).Refused(out var refusal, out var officer)
            || (await JsonBody.ReadAsync(request, AppealsJson.Types.AppealAnswerRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse(officer.Account.Key, clock.GetUtcNow()).Refused(out refusal, out var act)
            || (await answers.AnswerAsync(id, act, body.Version!.Value, officer.Account, cancellation)).Refused(out refusal, out var appeal)
        )
        {
            return Reply.Problem(refusal);
        }

        var status = (await holders.FindStatusAsync(appeal.HolderId, cancellation))?.Status;
        return AppealSummary.Of(appeal, status, clock.GetUtcNow(), Languages.Of(request)) is { } summary
            ? Reply.Json(summary, AppealsJson.Types.AppealSummary)
            : Reply.Problem(new Refusal(RefusalCodes.AppealNotFound));
    }
}
