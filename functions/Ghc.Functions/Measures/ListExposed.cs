using Ghc.Domain;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>The people who were at the place of an exposure, and whether they were notified, page by page.</summary>
public sealed class ListExposed(RequestAuthenticator authenticator, MeasuresTable measures, ExposedList list)
{
    [Function(nameof(ListExposed))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/exposures/{id}/people")] HttpRequest request,
        string id,
        CancellationToken cancellation
    )
    {
        if (
            (await authenticator.OpenStaffAsync(request, nameof(ListExposed), cancellation)).Refused(out var refusal, out var officer)
            || AfterOf(request).Refused(out refusal, out var after)
        )
        {
            return Reply.Problem(refusal);
        }

        return await measures.FindAsync(id, cancellation) is { Site: not null }
            ? Reply.Json(await list.PageAsync(id, after, officer.Account.Key, cancellation), MeasuresJson.Types.ExposedPage)
            : Reply.Problem(new Refusal(RefusalCodes.MeasureNotFound));
    }

    private static Outcome<string> AfterOf(HttpRequest request)
    {
        var after = request.Query["after"].ToString();
        return after.Length is 0 or 24 && after.All(char.IsAsciiHexDigitLower) ? after : Refusal.Invalid("after", "query.after");
    }
}
