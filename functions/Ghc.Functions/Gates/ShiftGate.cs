using System.Collections.Concurrent;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Gates;

/// <summary>
/// Opens shifts. Whether the inspector still works at the place, and did not end the session, is looked up once a minute and not with every
/// scan: a queue at a gate waits for nothing, and an inspector who was dismissed, changed the password or signed out scans for a minute at
/// most.
/// </summary>
public sealed class ShiftGate(Sessions sessions, AccountsTable accounts, TimeProvider clock)
{
    public static readonly TimeSpan Trust = TimeSpan.FromSeconds(45);

    /// <summary>As many as <see cref="Sessions"/> knows. When it is full it begins anew, which costs a read each.</summary>
    private const int MostShifts = 4096;

    private readonly ConcurrentDictionary<string, DateTimeOffset> checkedAt = new(StringComparer.Ordinal);

    public async Task<Outcome<Shift>> OpenAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (sessions.ReadShift(request).Refused(out var refusal, out var shift))
        {
            return refusal;
        }

        var now = clock.GetUtcNow();
        if (checkedAt.TryGetValue(shift.Id, out var at) && now - at < Trust)
        {
            return shift;
        }

        var account = await accounts.LoadAsync(shift.PhoneKey, cancellation);
        if (
            account.Data is not { } data
            || data.Sessions?.Allows(shift.IssuedAt, shift.Id) == false
            || !account.Has(Role.Inspector, shift.PlaceId)
        )
        {
            checkedAt.TryRemove(shift.Id, out _);
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (checkedAt.Count >= MostShifts)
        {
            checkedAt.Clear();
        }

        checkedAt[shift.Id] = now;
        return shift;
    }
}
