using Ghc.Domain;
using Ghc.Domain.Measures;
using Ghc.Functions.Access;
using Ghc.Functions.Audit;
using Ghc.Platform.Http;
using Ghc.Platform.Json;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>What was proposed in the last days, so that a second officer finds what waits.</summary>
public sealed class ListMeasures(RequestAuthenticator authenticator, MeasuresTable measures, AuditTable audit, TimeProvider clock)
{
    private const int MaxDays = 31;

    [Function(nameof(ListMeasures))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/measures")] HttpRequest request, CancellationToken cancellation)
    {
        if ((await authenticator.OpenStaffAsync(request, nameof(ListMeasures), cancellation)).Refused(out var refusal, out var officer)
            || StateOf(request).Refused(out refusal, out var state)
            || QueryValues.Number(request, "days", fallback: 1, min: 1, max: MaxDays).Refused(out refusal, out var days))
        {
            return Reply.Problem(refusal);
        }

        var now = clock.GetUtcNow();
        await audit.AppendAsync(officer.Account.Key, "measures-read", Words.Of(state), "", cancellation);
        var found = new List<MeasureCase>();

        // A proposal of yesterday may still be open.
        for (var day = 0; day <= days; day++)
        {
            found.AddRange((await measures.OfDayAsync(now.AddDays(-day), cancellation)).Where(measure => measure.StateAt(now) == state));
        }

        var language = Languages.Of(request);
        return Reply.Json(
            new MeasureList([.. found.OrderByDescending(measure => measure.Proposed.At).Select(measure => MeasureView.Of(measure, now, officer.Account.Key, language))]),
            MeasuresJson.Types.MeasureList);
    }

    private static Outcome<MeasureState> StateOf(HttpRequest request)
    {
        var text = request.Query["state"].ToString();
        return text.Length == 0 ? MeasureState.Pending
            : Words.Parse<MeasureState>(text).Refused(out var refusal, out var state) ? refusal.Below("state")
            : state;
    }
}
