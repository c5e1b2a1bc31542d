using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Ghc.Platform.Encryption;

namespace Ghc.Functions.Places;

/// <summary>Gives roles to phones. An account is opened if there is none; its password is set by its owner, signed in by text.</summary>
public sealed class StaffRegister(AccountsTable accounts, PlacesTable places, Pseudonyms pseudonyms, TimeProvider clock)
{
    /// <param name="passwordHash">Given only where people share known demo passwords; a password that is set already stays.</param>
    /// <param name="since">Null where an operator gives the role.</param>
    /// <param name="name">What colleagues call the person; null leaves the name as it is.</param>
    public async Task AddAsync(
        PhoneNumber phone,
        Role role,
        string? passwordHash,
        CancellationToken cancellation,
        DateTimeOffset? since = null,
        string? name = null
    )
    {
        var key = pseudonyms.PhoneKey(phone);
        if (Role.IsScoped(role.Name))
        {
            await places.PutMemberAsync(role.Scope, key, role.Name, cancellation);
        }

        await accounts.UpdateAsync<bool>(
            key,
            account =>
            {
                if (account.Roles.Contains(role))
                {
                    return name is null || account.RoleNames.GetValueOrDefault(role) == name
                        ? false
                        : Decision.Write(new AccountChange { AddRoles = [role], RoleName = name }, true);
                }

                var data = account.Data ?? AccountData.Open(Contact.Of(phone), key, "zh-Hans", clock.GetUtcNow());
                var change = new AccountChange
                {
                    Data = data with { PasswordHash = data.PasswordHash ?? passwordHash },
                    AddRoles = [role],
                    RolesSince = since,
                    RoleName = name,
                };
                return Decision.Write(change, true);
            },
            cancellation
        );
    }

    /// <summary>The role goes first: a line in the place's list without it opens nothing.</summary>
    public async Task RemoveAsync(string key, Role role, CancellationToken cancellation)
    {
        await accounts.RemoveRoleAsync(key, role, cancellation);
        if (Role.IsScoped(role.Name) && !(await accounts.LoadAsync(key, cancellation)).Roles.Any(other => other.Scope == role.Scope))
        {
            await places.RemoveMemberAsync(role.Scope, key, cancellation);
        }
    }
}
