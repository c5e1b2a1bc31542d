using Ghc.Domain;
using Ghc.Domain.Holders;
using Ghc.Domain.Measures;
using Ghc.Functions.Access;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>
/// What was proposed in the last days, with whom it concerns, so that a second officer finds what waits and decides with open eyes.
/// </summary>
public sealed class ListMeasures(RequestAuthenticator authenticator, MeasuresTable measures, MeasureLists lists)
{
    private const int MaxDays = 31;

    [Function(nameof(ListMeasures))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/measures")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenStaffAsync(request, nameof(ListMeasures), cancellation)).Refused(out var refusal, out var officer)
        || (await QueryOfAsync(request, cancellation)).Refused(out refusal, out var query)
            ? Reply.Problem(refusal)
            : Reply.Json(
                await lists.ListAsync(query, officer.Account.Key, Languages.Of(request), cancellation),
                MeasuresJson.Types.MeasureList
            );

    private async Task<Outcome<MeasureQuery>> QueryOfAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (
            StateOf(request).Refused(out var refusal, out var state)
            || QueryValues.Number(request, "days", fallback: 1, min: 1, max: MaxDays).Refused(out refusal, out var days)
        )
        {
            return refusal;
        }

        var holderId = request.Query["holder"].ToString();
        var after = request.Query["after"].ToString();
        var last = after.Length > 0 ? await measures.FindAsync(after, cancellation) : null;
        var form = new Form();
        form.Require(holderId.Length == 0 || Holder.IsId(holderId), "holder", "field.choice");
        form.Require(after.Length == 0 || last is not null, "after", "query.after");
        return form.Refusal is { } wrong ? wrong : new MeasureQuery(state, days, holderId.Length == 0 ? null : holderId, last);
    }

    private static Outcome<MeasureState> StateOf(HttpRequest request)
    {
        var text = request.Query["state"].ToString();
        return text.Length == 0 ? MeasureState.Pending
            : Words.Parse<MeasureState>(text).Refused(out var refusal, out var state) ? refusal.Below("state")
            : state;
    }
}
