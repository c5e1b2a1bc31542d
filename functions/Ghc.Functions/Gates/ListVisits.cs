using Ghc.Functions.Access;
using Ghc.Functions.Places;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Gates;

public sealed record VisitView(string PlaceName, string Area, DateTimeOffset ScannedAt);

/// <summary>Who scanned me, where and when. The name of a place is as it was then, its area as it is now.</summary>
public sealed class ListVisits(RequestAuthenticator authenticator, VisitsTable visits, PlacesTable places, IOptions<VisitOptions> retention, TimeProvider clock)
{
    [Function(nameof(ListVisits))]
    public async Task<IResult> Run(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "api/visits")] HttpRequest request, CancellationToken cancellation) =>
        (await authenticator.OpenHolderAsync(request, cancellation)).Refused(out var refusal, out var holder)
            ? Reply.Problem(refusal)
            : Reply.Json(await ListAsync(holder, cancellation), GatesJson.Types.VisitViewArray);

    /// <summary>What is past its time is not shown even before it is deleted.</summary>
    private async Task<VisitView[]> ListAsync(OwnHolder holder, CancellationToken cancellation)
    {
        var oldest = clock.GetUtcNow().AddDays(-retention.Value.VisitDays);
        var all = await visits.OfHolderAsync(holder.Id, holder.Status.Predecessors, cancellation);
        var recent = all.Where(visit => visit.ScannedAt >= oldest).Reverse().ToList();
        var areas = await AreasAsync(recent, cancellation);
        return [.. recent.Select(visit => new VisitView(visit.PlaceName, areas[visit.PlaceId], visit.ScannedAt))];
    }

    private async Task<Dictionary<string, string>> AreasAsync(IEnumerable<VisitMessage> recent, CancellationToken cancellation)
    {
        var found = await Task.WhenAll(recent.Select(visit => visit.PlaceId).Distinct()
            .Select(async id => (Id: id, Place: await places.FindAsync(id, cancellation))));
        return found.ToDictionary(place => place.Id, place => place.Place?.Area ?? "");
    }
}
