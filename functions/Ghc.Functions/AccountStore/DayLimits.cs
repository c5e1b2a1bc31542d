using Ghc.Domain;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.AccountStore;

/// <summary>
/// Counts what somebody does on one day in China, in their own account, so that neither a restart nor a second instance forgets it.
/// </summary>
public sealed class DayLimits(AccountsTable accounts, TimeProvider clock)
{
    /// <summary>Refused once <paramref name="limit"/> is reached. Doing the same again, by <paramref name="id"/>, counts once.</summary>
    public Task<Outcome<bool>> CountAsync(
        string key,
        string id,
        int limit,
        Func<AccountData, DayCount?> counted,
        Func<AccountData, DayCount, AccountData> count,
        CancellationToken cancellation
    ) =>
        accounts.UpdateAsync<bool>(
            key,
            account =>
            {
                var now = clock.GetUtcNow();
                if (account.Data is not { } data)
                {
                    return DayCount.UsedUp(now);
                }

                var before = counted(data) ?? DayCount.None;
                return before.HasToday(id, now) ? true
                    : before.Add(id, limit, now) is { } today ? Decision.Write(new AccountChange { Data = count(data, today) }, true)
                    : DayCount.UsedUp(now);
            },
            cancellation
        );
}
