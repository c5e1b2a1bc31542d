using System.Security.Cryptography;
using System.Text.Json;
using Azure.Data.Tables;
using Ghc.Domain.Accounts;

namespace Ghc.Functions.AccountStore;

/// <summary>Roles, and who holds them.</summary>
public sealed partial class AccountsTable
{
    /// <summary>Everybody who holds a role, with the roles. Reads through all accounts: for operators.</summary>
    public async Task<IReadOnlyList<Account>> ListStaffAsync(CancellationToken cancellation)
    {
        var keys = new List<string>();
        await foreach (
            var row in rows.ScanRowsAsync(
                TableClient.CreateQueryFilter($"RowKey gt {RolePrefix} and RowKey lt {RolePrefix + "~"}"),
                cancellation
            )
        )
        {
            keys.Add(row.PartitionKey);
        }

        var staff = new List<Account>();
        foreach (var key in keys.Distinct())
        {
            staff.Add(await LoadAsync(key, cancellation));
        }

        return staff;
    }

    /// <summary>Notes that an administrator wants to give the phone a role; a later one takes the place of an earlier one.</summary>
    public Task ProposeRoleAsync(string key, string role, RoleProposal proposal, CancellationToken cancellation) =>
        rows.PutAsync(rows.Seal(key, ProposedPrefix + role, proposal, AccountStoreJson.Types.RoleProposal), cancellation);

    public Task RemoveProposalAsync(string key, string role, CancellationToken cancellation) =>
        rows.DeleteAsync(key, ProposedPrefix + role, cancellation);

    public Task RemoveRoleAsync(string key, Role role, CancellationToken cancellation) => rows.DeleteAsync(key, RowOf(role), cancellation);

    private TableEntity Seal(string key, Role role, RoleGrant grant) =>
        rows.Seal(key, RowOf(role), grant, AccountStoreJson.Types.RoleGrant);

    private static string RowOf(Role role) => $"{RolePrefix}{role.Name}|{role.Scope}";

    /// <summary>Null for a row that nobody with our keys wrote for this phone: it is no role.</summary>
    private RoleGrant? GrantOf(TableEntity row)
    {
        try
        {
            return rows.Open(row, AccountStoreJson.Types.RoleGrant);
        }
        catch (Exception forged) when (forged is CryptographicException or ArgumentException or JsonException)
        {
            return null;
        }
    }
}

/// <summary>
/// What a role's row holds, sealed and bound to its place: who can write rows but has no keys makes nobody an administrator.
/// </summary>
/// <param name="Since">When administrators gave it; null where an operator did.</param>
/// <param name="Name">The name that colleagues see, if the appointing person gave one.</param>
public sealed record RoleGrant(DateTimeOffset? Since, string? Name = null);
