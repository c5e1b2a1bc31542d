using Ghc.Domain.Accounts;

namespace Ghc.Functions.AccountStore;

/// <summary>A member of staff as colleagues see them. <paramref name="Phone"/> is masked.</summary>
/// <param name="Name">As given with the role, if one was given.</param>
public sealed record Colleague(string? Name, string Phone);

/// <summary>Tells who stands behind the phone keys of signatures and look-ups.</summary>
public sealed class Colleagues(AccountsTable accounts)
{
    /// <summary>By phone key, without those who gave up the phone since.</summary>
    public async Task<IReadOnlyDictionary<string, Colleague>> FindAsync(
        IEnumerable<string> keys,
        string role,
        CancellationToken cancellation
    )
    {
        var found = await Task.WhenAll(keys.Distinct().Select(key => accounts.LoadAsync(key, cancellation)));
        return found
            .Where(account => account.Data is not null)
            .ToDictionary(
                account => account.Key,
                account => new Colleague(account.RoleNames.GetValueOrDefault(new Role(role, "")), account.Contact!.Masked)
            );
    }
}
