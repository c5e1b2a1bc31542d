using Ghc.Domain.Measures;
using Microsoft.Azure.Functions.Worker;

namespace Ghc.Functions.Measures;

/// <summary>
/// Every ten minutes: looks again who was at the place of an exposure, since an inspector's phone without network tells of its scans when
/// it is back. Often at first, later less so: a visit that came late is found within as much time again, plus ten minutes (docs/adr/0024).
/// </summary>
public sealed class FindLateVisits(MeasuresTable measures, ExposureWork work, TimeProvider clock)
{
    /// <summary>Scans without network are taken until their shift ends, half a day at most; the rest is for a queue that waits.</summary>
    public static readonly TimeSpan VisitsArrive = TimeSpan.FromDays(2);

    [Function(nameof(FindLateVisits))]
    public async Task Run([TimerTrigger("40 */10 * * * *")] TimerInfo timer, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        for (var day = (now - VisitsArrive).UtcDateTime.Date; day <= now.UtcDateTime; day = day.AddDays(1))
        {
            foreach (var measure in await measures.OfDayAsync(new DateTimeOffset(day, TimeSpan.Zero), cancellation))
            {
                if (measure is { Site: { } site } && measure.StateAt(now) == MeasureState.InForce && now < site.To + VisitsArrive)
                {
                    await work.LookAgainAsync(measure, site, cancellation);
                }
            }
        }
    }
}
