using Azure;
using Azure.Data.Tables;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Platform.Encryption;
using Ghc.Platform.Storage;

namespace Ghc.Functions.AccountStore;

/// <summary>
/// Accounts: a partition for each phone number, and one for each e-mail address. An account stands in the partition of its phone, or in
/// that of its address if it has no phone. Everything of it is read by one query and changed in one transaction.
/// </summary>
public sealed partial class AccountsTable(StorageClients clients, Sealer sealer)
{
    private const string DataRow = "account";
    private const string SignInRow = "sms-code";
    private const string ClaimRow = "email-claim";
    private const string HolderPrefix = "holder|";
    private const string RolePrefix = "role|";
    private const string ProposedPrefix = "proposed|";

    private readonly SealedRows rows = new(clients, sealer, TableNames.Accounts);

    public async Task<Account> LoadAsync(string key, CancellationToken cancellation)
    {
        var account = new Account(key);
        var holders = new Dictionary<string, AccountHolder>();
        var roles = new Dictionary<Role, RoleGrant>();
        var proposed = new Dictionary<string, RoleProposal>();
        foreach (var row in await rows.ListAsync(key, cancellation))
        {
            switch (row.RowKey.Split('|'))
            {
                case [DataRow]:
                    account = account with { Data = rows.Open(row, AccountStoreJson.Types.AccountData), DataVersion = row.ETag.ToString() };
                    break;
                case [SignInRow]:
                    account = account with
                    {
                        SignIn = rows.Open(row, AccountStoreJson.Types.SignInState),
                        SignInVersion = row.ETag.ToString(),
                    };
                    break;
                case [ClaimRow]:
                    account = account with
                    {
                        Claim = rows.Open(row, AccountStoreJson.Types.EmailClaim),
                        ClaimVersion = row.ETag.ToString(),
                    };
                    break;
                case ["holder", var holderId]:
                    holders[holderId] = rows.Open(row, AccountStoreJson.Types.AccountHolder);
                    break;
                case ["role", var name, var scope] when GrantOf(row) is { } grant:
                    roles.Add(new Role(name, scope), grant);
                    break;
                case ["proposed", var role]:
                    proposed[role] = rows.Open(row, AccountStoreJson.Types.RoleProposal);
                    break;
            }
        }

        return account with
        {
            Holders = holders,
            Roles = [.. roles.Keys],
            RolesSince = roles.Where(role => role.Value.Since is not null).ToDictionary(role => role.Key, role => role.Value.Since!.Value),
            RoleNames = roles.Where(role => role.Value.Name is not null).ToDictionary(role => role.Key, role => role.Value.Name!),
            Proposed = proposed,
        };
    }

    /// <summary>Only the sign-in state: texts are sent to phones without an account too.</summary>
    public async Task<Account> LoadSignInAsync(string key, CancellationToken cancellation) =>
        await rows.FindAsync(key, SignInRow, cancellation) is { } row
            ? new Account(key) { SignIn = rows.Open(row, AccountStoreJson.Types.SignInState), SignInVersion = row.ETag.ToString() }
            : new Account(key);

    /// <summary>Whether the account still shows this holder.</summary>
    public async Task<bool> ShowsAsync(string key, string holderId, CancellationToken cancellation) =>
        await rows.FindAsync(key, HolderPrefix + holderId, cancellation) is not null;

    /// <summary>Changes an account, or opens or deletes it, as decided.</summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        string key,
        Func<Account, Decision<AccountChange, TAnswer>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull => UpdateAsync(key, account => Task.FromResult(decide(account)), cancellation);

    /// <summary>The same, where deciding needs more than the account. <paramref name="decide"/> may run again.</summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        string key,
        Func<Account, Task<Decision<AccountChange, TAnswer>>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull =>
        OptimisticConcurrency.UpdateAsync(
            () => LoadAsync(key, cancellation),
            decide,
            (account, change) => TryWriteAsync(account, change, cancellation),
            cancellation
        );

    /// <summary>The same of an account that was read already; it is read again if somebody changed it since.</summary>
    public Task<Outcome<TAnswer>> UpdateAsync<TAnswer>(
        Account known,
        Func<Account, Decision<AccountChange, TAnswer>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull
    {
        Account? read = known;
        return OptimisticConcurrency.UpdateAsync(
            async () => Interlocked.Exchange(ref read, null) ?? await LoadAsync(known.Key, cancellation),
            decide,
            (account, change) => TryWriteAsync(account, change, cancellation),
            cancellation
        );
    }

    /// <summary>Changes the sign-in state of any phone as decided.</summary>
    public Task<Outcome<TAnswer>> UpdateSignInAsync<TAnswer>(
        string key,
        Func<SignInState, Decision<SignInState, TAnswer>> decide,
        CancellationToken cancellation
    )
        where TAnswer : notnull =>
        rows.UpdateAsync(key, SignInRow, AccountStoreJson.Types.SignInState, stored => decide(stored ?? SignInState.New), cancellation);

    /// <summary>The same without an answer; the state as it was is not written.</summary>
    public Task ChangeSignInAsync(string key, Func<SignInState, SignInState> change, CancellationToken cancellation) =>
        UpdateSignInAsync<bool>(key, state => change(state) is var next && next == state ? true : Decision.Write(next, true), cancellation);

    /// <summary>Changes the data of an account that exists.</summary>
    public Task ChangeDataAsync(string key, Func<AccountData, AccountData> change, CancellationToken cancellation) =>
        UpdateAsync<bool>(
            key,
            account => account.Data is { } data ? Decision.Write(new AccountChange { Data = change(data) }, true) : false,
            cancellation
        );

    private Task<bool> TryWriteAsync(Account account, AccountChange change, CancellationToken cancellation) =>
        change.IsDeletion ? TryDeleteAsync(account, change.KeepsAddress ? change.SignIn : null, cancellation)
        : change is { SignIn: { } signIn, Data: null, Claim: null, AddHolders.Count: 0, RemoveHolders.Count: 0, AddRoles.Count: 0 }
            ? rows.TryWriteAsync(
                rows.Seal(account.Key, SignInRow, signIn, AccountStoreJson.Types.SignInState),
                Tag(account.SignInVersion),
                cancellation
            )
        : TryCommitAsync(account, change, cancellation);

    /// <summary>All of the changes or none; false if somebody else changed the account since it was read.</summary>
    private Task<bool> TryCommitAsync(Account account, AccountChange change, CancellationToken cancellation)
    {
        var actions = new List<TableTransactionAction>();
        if (change.Data is { } data)
        {
            actions.Add(Write(rows.Seal(account.Key, DataRow, data, AccountStoreJson.Types.AccountData), Tag(account.DataVersion)));
        }

        if (change.SignIn is { } signIn)
        {
            actions.Add(Write(rows.Seal(account.Key, SignInRow, signIn, AccountStoreJson.Types.SignInState), Tag(account.SignInVersion)));
        }

        if (change.Claim is { } claim)
        {
            actions.Add(Write(rows.Seal(account.Key, ClaimRow, claim, AccountStoreJson.Types.EmailClaim), Tag(account.ClaimVersion)));
        }

        foreach (var (holderId, holder) in change.AddHolders)
        {
            // Replaced if there: a companion may become the account's own holder, or be added again where an earlier try ended halfway.
            actions.Add(
                new(
                    TableTransactionActionType.UpsertReplace,
                    rows.Seal(account.Key, HolderPrefix + holderId, holder, AccountStoreJson.Types.AccountHolder)
                )
            );
        }

        foreach (var holderId in change.RemoveHolders)
        {
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(account.Key, HolderPrefix + holderId), ETag.All));
        }

        foreach (var role in change.AddRoles.Where(role => !account.Roles.Contains(role)))
        {
            actions.Add(Write(Seal(account.Key, role, new RoleGrant(change.RolesSince, change.RoleName)), readAs: null));
        }

        // A role that is held is called by another name from now on, and nothing else of it changes.
        foreach (var role in change.AddRoles.Where(role => account.Roles.Contains(role) && change.RoleName is not null))
        {
            var grant = new RoleGrant(account.RolesSince.TryGetValue(role, out var since) ? since : null, change.RoleName);
            actions.Add(new(TableTransactionActionType.UpsertReplace, Seal(account.Key, role, grant)));
        }

        return rows.TryCommitAsync(actions, cancellation);
    }

    public Task RemoveHolderAsync(string key, string holderId, CancellationToken cancellation) =>
        rows.DeleteAsync(key, HolderPrefix + holderId, cancellation);

    /// <summary>
    /// Deletes every row of the account as it was read; false if somebody changed it in the meantime. Roles may be more than a transaction
    /// holds, so they go first; the rest goes at once, so that an account is never seen in parts.
    /// </summary>
    /// <param name="left">What stays at an address, with its claim; null if everything goes.</param>
    private async Task<bool> TryDeleteAsync(Account account, SignInState? left, CancellationToken cancellation)
    {
        foreach (var some in account.Roles.Select(role => Delete(account.Key, RowOf(role))).Chunk(SealedRows.MaxActions))
        {
            if (!await rows.TryCommitAsync(some, cancellation))
            {
                return false;
            }
        }

        List<TableTransactionAction> actions =
        [
            .. account
                .Holders.Keys.Select(id => HolderPrefix + id)
                .Concat(account.Proposed.Keys.Select(role => ProposedPrefix + role))
                .Select(row => Delete(account.Key, row)),
        ];
        if (left is not null)
        {
            actions.Add(Write(rows.Seal(account.Key, SignInRow, left, AccountStoreJson.Types.SignInState), Tag(account.SignInVersion)));
        }
        else if (account.SignInVersion is not null)
        {
            actions.Add(Delete(account.Key, SignInRow));
        }

        foreach (
            var (row, version) in new[] { (DataRow, account.DataVersion), (ClaimRow, left is null ? account.ClaimVersion : null) }.Where(
                row => row.Item2 is not null
            )
        )
        {
            actions.Add(new(TableTransactionActionType.Delete, new TableEntity(account.Key, row), new ETag(version!)));
        }

        return await rows.TryCommitAsync(actions, cancellation);
    }

    private static TableTransactionAction Delete(string key, string row) =>
        new(TableTransactionActionType.Delete, new TableEntity(key, row), ETag.All);

    private static ETag? Tag(string? version) => version is null ? null : new ETag(version);

    private static TableTransactionAction Write(TableEntity row, ETag? readAs) =>
        readAs is { } tag ? new(TableTransactionActionType.UpdateReplace, row, tag) : new(TableTransactionActionType.Add, row);
}
