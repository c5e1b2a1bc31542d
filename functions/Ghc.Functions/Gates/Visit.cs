using Ghc.Functions.Codes;
using Ghc.Functions.Messaging;
using Ghc.Functions.Security;

namespace Ghc.Functions.Gates;

public static class Visit
{
    /// <summary>The same code scanned twice in one shift is one visit, with network or without.</summary>
    public static VisitMessage Of(Shift shift, ScannedCode code, DateTimeOffset scannedAt) =>
        new(VisitMessage.SchemaName, $"{shift.Id}-{code.Id}", shift.PlaceId, shift.PlaceName, code.DocumentKey, scannedAt)
        {
            // Paper is shown for months; a shift is the nearest thing that ends.
            KeyedAt = code.PrintId is null ? code.ExpiresAt : shift.IssuedAt,
        };
}
