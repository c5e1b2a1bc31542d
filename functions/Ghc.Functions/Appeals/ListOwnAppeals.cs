using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Appeals;

/// <summary>The appeals about one holder, newest first, as the account that filed them sees them.</summary>
public sealed class ListOwnAppeals(RequestAuthenticator authenticator, AppealsTable appeals, IOptions<AppealOptions> options)
{
    [Function(nameof(ListOwnAppeals))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/appeals")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if ((await authenticator.OpenHolderAsync(request, cancellation)).Refused(out var refusal, out var holder))
        {
            return Reply.Problem(refusal);
        }

        var language = Languages.Of(request);
        var own = (await appeals.OfHolderAsync(holder.Id, holder.Status.Predecessors, cancellation)).Where(appeal =>
            appeal.ClaimedAt == holder.Status.Owner!.ClaimedAt
        );
        return Reply.Json(
            new OwnAppeals([.. own.Reverse().Select(appeal => OwnAppeal.Of(appeal, options.Value.RepeatAfter, language))]),
            AppealsJson.Types.OwnAppeals
        );
    }
}
