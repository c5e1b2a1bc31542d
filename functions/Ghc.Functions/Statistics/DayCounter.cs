using Ghc.Domain;
using Ghc.Domain.Colors;
using Ghc.Domain.Places;
using Ghc.Domain.Statistics;
using Ghc.Functions.Gates;
using Ghc.Functions.Holders;
using Ghc.Functions.Places;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Statistics;

/// <summary>
/// Counts the people who were scanned on one day, one person after another, and keeps nothing of any of them: what leaves memory is
/// rounded, and small numbers are gone.
/// </summary>
public sealed class DayCounter(VisitsTable visits, HoldersTable holders, PlacesTable places, IOptions<StatisticsOptions> options)
{
    /// <summary>A place that is gone since.</summary>
    private const string UnknownKind = "other";

    public async Task<PublicDay> CountAsync(DateOnly day, CancellationToken cancellation)
    {
        var (counts, kinds) = (new DayCounts(), new Dictionary<string, string>());
        await foreach (var person in visits.ByPersonAsync(ChinaTime.StartOf(day), ChinaTime.StartOf(day.AddDays(1)), cancellation))
        {
            var schedule = (await holders.FindStatusAsync(person[0].DocumentKey, cancellation))?.Status.Schedule;
            var scans = new List<(string, Color)>();
            foreach (var visit in person.Where(visit => visit.PlaceId != LookUps.PlaceId))
            {
                scans.Add((await KindOfAsync(visit.PlaceId, kinds, cancellation), schedule?.At(visit.ScannedAt).Color ?? Color.Green));
            }

            counts.Add(scans);
        }

        return new(day, counts.Publish(Place.Kinds, options.Value.LeastPeople));
    }

    private async Task<string> KindOfAsync(string placeId, Dictionary<string, string> known, CancellationToken cancellation)
    {
        if (!known.TryGetValue(placeId, out var kind))
        {
            known[placeId] = kind = (await places.FindAsync(placeId, cancellation))?.Kind ?? UnknownKind;
        }

        return kind;
    }
}
