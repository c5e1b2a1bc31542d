using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>Appeals a reason of the sender's own color, or of a companion's.</summary>
public sealed class FileAppeal(RequestAuthenticator authenticator, AppealFiling filing, IOptions<AppealOptions> options)
{
    [Function(nameof(FileAppeal))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "api/appeals")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenAsync(request, cancellation)).Refused(out var refusal, out _)
            || (await JsonBody.ReadAsync(request, AppealsJson.Types.AppealRequest, cancellation)).Refused(out refusal, out var body)
            || body.Parse().Refused(out refusal, out var draft)
            || (await authenticator.OpenHolderAsync(request, body.HolderId ?? "", cancellation)).Refused(out refusal, out var holder)
            || (await filing.FileAsync(holder, draft, cancellation)).Refused(out refusal, out var appeal)
        )
        {
            return Reply.Problem(refusal);
        }

        return Reply.Json(
            OwnAppeal.Of(appeal, options.Value.RepeatAfter, Languages.Of(request)),
            AppealsJson.Types.OwnAppeal,
            StatusCodes.Status201Created
        );
    }
}
