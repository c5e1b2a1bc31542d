using System.Globalization;
using Ghc.Functions.Access;
using Ghc.Functions.Codes;

namespace Ghc.Functions.Gates;

public static class Visit
{
    /// <summary>
    /// Paper is shown for weeks, and somebody may come to the same gate twice a day. What is scanned within these minutes is one coming:
    /// the inspector tried again.
    /// </summary>
    private static readonly TimeSpan OnePaperVisit = TimeSpan.FromMinutes(5);

    /// <summary>
    /// The same code scanned twice in one shift is one visit, with network or without; the same paper only within the same five minutes of
    /// the clock.
    /// </summary>
    public static VisitMessage Of(Shift shift, ScannedCode code, DateTimeOffset scannedAt)
    {
        var isPaper = code.PrintId is not null;
        var keyedAt = isPaper ? StartOf(scannedAt, OnePaperVisit) : code.ExpiresAt;
        var id = string.Create(CultureInfo.InvariantCulture, $"{shift.Id}-{code.Id}{(isPaper ? $"-{keyedAt:HHmm}" : "")}");
        return new(VisitMessage.SchemaName, id, shift.PlaceId, shift.PlaceName, code.DocumentKey, scannedAt) { KeyedAt = keyedAt };
    }

    private static DateTimeOffset StartOf(DateTimeOffset time, TimeSpan step) =>
        new(time.UtcTicks - (time.UtcTicks % step.Ticks), TimeSpan.Zero);
}
