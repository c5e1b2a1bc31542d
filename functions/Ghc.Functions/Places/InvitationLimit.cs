using Ghc.Domain;
using Ghc.Functions.AccountStore;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Places;

/// <summary>How many people and places one member of staff may add on one day.</summary>
public sealed class InvitationLimit(DayLimits limits, IOptions<PlaceOptions> options)
{
    /// <summary>Counts one invitation or place against today's limit; repeating it does not count again.</summary>
    public Task<Outcome<bool>> CountAsync(string by, string what, CancellationToken cancellation) =>
        limits.CountAsync(
            by,
            what,
            options.Value.InvitationsPerDay,
            data => data.InvitationsToday,
            (data, today) => data with { InvitationsToday = today },
            cancellation
        );
}
