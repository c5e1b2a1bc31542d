using System.Globalization;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Functions.Places;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Gates;

/// <param name="LookUp">True where a health officer looked at the record and nobody scanned anything; else absent.</param>
public sealed record VisitView(string PlaceName, string Area, DateTimeOffset ScannedAt, bool? LookUp = null);

/// <summary>
/// Who scanned me, where and when, and when health officers looked at my record. The name of a place is as it was then, in the reader's
/// language unless it changed since; its area is as it is now.
/// </summary>
public sealed class ListVisits(
    RequestAuthenticator authenticator,
    VisitsTable visits,
    PlacesTable places,
    IOptions<VisitOptions> retention,
    TimeProvider clock
)
{
    [Function(nameof(ListVisits))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/visits")] HttpRequest request,
        CancellationToken cancellation
    ) =>
        (await authenticator.OpenHolderAsync(request, cancellation)).Refused(out var refusal, out var holder)
            ? Reply.Problem(refusal)
            : Reply.Json(await ListAsync(holder, Languages.Of(request), cancellation), GatesJson.Types.VisitViewArray);

    /// <summary>What is past its time is not shown even before it is deleted.</summary>
    private async Task<VisitView[]> ListAsync(OwnHolder holder, CultureInfo language, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow().AddDays(-retention.Value.VisitDays);
        var all = await visits.OfHolderAsync(holder.Id, holder.Status.Predecessors, cancellation);
        var recent = all.Where(visit => visit.ScannedAt >= oldest).Reverse().ToList();
        var known = await PlacesAsync(recent, cancellation);
        return
        [
            .. recent.Select(visit =>
                visit.PlaceId == LookUps.PlaceId
                    ? new VisitView(Texts.Get("visit.look-up", language), "", visit.ScannedAt, LookUp: true)
                    : new VisitView(NameOf(visit, known[visit.PlaceId], language), known[visit.PlaceId]?.Area ?? "", visit.ScannedAt)
            ),
        ];
    }

    private static string NameOf(VisitMessage visit, Place? place, CultureInfo language) =>
        place is not null && place.Name == visit.PlaceName ? place.NameIn(language) : visit.PlaceName;

    private async Task<Dictionary<string, Place?>> PlacesAsync(IEnumerable<VisitMessage> recent, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(
            recent.Select(visit => visit.PlaceId).Distinct().Select(async id => (Id: id, Place: await places.FindAsync(id, cancellation)))
        );
        return found.ToDictionary(place => place.Id, place => place.Place);
    }
}
