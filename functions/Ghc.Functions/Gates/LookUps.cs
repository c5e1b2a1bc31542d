using System.Globalization;
using Ghc.Platform.Encryption;
using Ghc.Platform.Telemetry;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Gates;

/// <summary>
/// Tells a holder, among their visits, that a health officer looked at their record. Only officers learn which officer it was.
/// </summary>
public sealed class LookUps(
    VisitsQueue queue,
    VisitsTable visits,
    IOptions<VisitOptions> retention,
    Pseudonyms pseudonyms,
    TimeProvider clock
)
{
    /// <summary>No place has this id: ids of places are letters, digits and hyphens.</summary>
    public const string PlaceId = "!look-up";

    /// <summary>Once an hour for the same officer, who reloads a page now and then.</summary>
    public Task RecordAsync(string holderId, string officer, CancellationToken cancellation)
    {
        Instrumentation.LookedUp();
        var now = clock.GetUtcNow();
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, TimeSpan.Zero);
        var id = Convert.ToHexStringLower(
            pseudonyms.Mac("look-up", string.Create(CultureInfo.InvariantCulture, $"{officer}|{holderId}|{hour.UtcTicks}")).AsSpan(0, 12)
        );
        return queue.SendAsync(
            new VisitMessage(VisitMessage.SchemaName, id, PlaceId, "", holderId, now) { KeyedAt = hour, By = officer },
            cancellation
        );
    }

    /// <summary>As long as visits are kept, newest first.</summary>
    public async Task<IReadOnlyList<VisitMessage>> ListAsync(
        string holderId,
        IEnumerable<string> predecessors,
        CancellationToken cancellation
    )
    {
        var oldest = clock.GetUtcNow().AddDays(-retention.Value.VisitDays);
        return
        [
            .. (await visits.OfHolderAsync(holderId, predecessors, cancellation))
                .Where(visit => visit.PlaceId == PlaceId && visit.ScannedAt >= oldest)
                .Reverse(),
        ];
    }
}
