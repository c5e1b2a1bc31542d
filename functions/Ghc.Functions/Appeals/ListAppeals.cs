using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Functions.Holders;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Appeals;

/// <summary>The officers' queue: appeals that are not decided, oldest first.</summary>
public sealed class ListAppeals(
    RequestAuthenticator authenticator,
    AppealsTable appeals,
    HoldersTable holders,
    AuditTable audit,
    TimeProvider clock
)
{
    public const int PageSize = 50;

    [Function(nameof(ListAppeals))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/appeal-queue")] HttpRequest request,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(ListAppeals), cancellation)).Refused(out var refusal, out var officer)
            || After(request).Refused(out refusal, out var after)
        )
        {
            return Reply.Problem(refusal);
        }

        await audit.AppendAsync(officer.Account.Key, "appeals-read", "", "", cancellation);
        var page = await appeals.QueueAsync(after, PageSize, cancellation);
        var (now, language) = (clock.GetUtcNow(), Languages.Of(request));
        var summaries = await Task.WhenAll(
            page.Select(async each =>
                await appeals.FindAsync(each.Entry.AppealId, cancellation) is { Appeal: { IsClosed: false } appeal }
                    ? AppealSummary.Of(appeal, (await holders.FindStatusAsync(appeal.HolderId, cancellation))?.Status, now, language)
                    : null
            )
        );
        return Reply.Json(
            new AppealQueue([.. summaries.OfType<AppealSummary>()], page.Count == PageSize ? page[^1].Row : null),
            AppealsJson.Types.AppealQueue
        );
    }

    private static Outcome<string> After(HttpRequest request)
    {
        var text = request.Query["after"].ToString();
        return text.Length <= 140 && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '|' or '.' or '-')
            ? text
            : Refusal.Invalid("after", "query.after");
    }
}
