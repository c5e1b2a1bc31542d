using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Platform.Storage;

namespace Ghc.Functions.AccountStore;

/// <summary>Counts what somebody does on one day in China, in their own account, so that neither a restart nor a second instance forgets it.</summary>
public sealed class DayLimits(AccountsTable accounts, TimeProvider clock)
{
    /// <summary>Refused once <paramref name="limit"/> is reached. Doing the same again, by <paramref name="id"/>, counts once.</summary>
    public async Task<Outcome<bool>> CountAsync(
        string key, string id, int limit, Func<AccountData, DayCount?> counted, Func<AccountData, DayCount, AccountData> count, CancellationToken cancellation)
    {
        var answer = await OptimisticConcurrency.RetryAsync(
            async () =>
            {
                var account = await accounts.LoadAsync(key, cancellation);
                var now = clock.GetUtcNow();
                var before = account.Data is { } data ? counted(data) ?? DayCount.None : null;
                if (before?.HasToday(id, now) == true)
                {
                    return new Answer(true);
                }

                if (before?.Add(id, limit, now) is not { } today)
                {
                    return new Answer(new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = ChinaTime.StartOf(ChinaTime.DayOf(now).AddDays(1)) - now });
                }

                return await accounts.TryCommitAsync(account, new AccountChange { Data = count(account.Data!, today) }, cancellation) ? new Answer(true) : null;
            },
            cancellation);
        return answer.Outcome;
    }

    private sealed record Answer(Outcome<bool> Outcome);
}
