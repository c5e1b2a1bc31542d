using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Holders;

namespace Ghc.Functions.Accounts;

/// <summary>Ends sessions, shifts and passes one by one. May be repeated.</summary>
public sealed class SessionEnder(AccountsTable accounts, HoldersTable holders, TimeProvider clock)
{
    public async Task EndAsync(string phoneKey, IReadOnlyList<EndedSession> ended, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        await accounts.ChangeDataAsync(
            phoneKey,
            data => data with { Sessions = ended.Aggregate(data.Sessions, (cut, one) => SessionCut.Ending(cut, one, now)) },
            cancellation
        );
        if (await accounts.LoadAsync(phoneKey, cancellation) is { Data.Sessions: { } all } account)
        {
            await holders.CutSessionsAsync(account, all, cancellation);
        }
    }
}
