using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Places;
using Ghc.Functions.Access;
using Ghc.Functions.AccountStore;
using Ghc.Functions.Audit;
using Ghc.Functions.Texting;
using Ghc.Platform.Encryption;
using Ghc.Platform.Http;
using Ghc.Platform.Localization;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Places;

/// <summary>Gives people roles and takes them away, recorded and told by text. Everything here may be repeated.</summary>
public sealed class RoleAssignments(
    StaffRegister register,
    AccountsTable accounts,
    PlacesTable places,
    InvitationLimit limit,
    AuditTable audit,
    TextQueue texts,
    Pseudonyms pseudonyms,
    IOptions<SiteOptions> site,
    TimeProvider clock
)
{
    /// <summary>The place, for its manager or an administrator.</summary>
    public async Task<Outcome<Place>> ManagedAsync(SignedIn caller, string placeId, CancellationToken cancellation)
    {
        if (!caller.Account.Has(Role.Administrator) && !caller.Account.Has(Role.PlaceManager, placeId))
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        return Place.IsId(placeId) && await places.FindAsync(placeId, cancellation) is { } place
            ? place
            : new Refusal(RefusalCodes.PlaceNotFound);
    }

    /// <summary>
    /// Gives a role as a member of staff, who may give only so many a day. The key of the person. Officers and administrators are appointed
    /// by two: the first who asks proposes, and another administrator who asks for the same agrees.
    /// </summary>
    public async Task<Outcome<string>> InviteAsync(
        PhoneNumber phone,
        Role role,
        Place? place,
        string by,
        CancellationToken cancellation,
        string? name = null
    )
    {
        var key = pseudonyms.PhoneKey(phone);
        return
            (await limit.CountAsync(by, $"{key}|{Describe(role)}", cancellation)).Refused(out var refusal, out _)
            || (!Role.IsScoped(role.Name) && (await AgreeAsync(key, role, by, name, cancellation)).Refused(out refusal, out _))
            ? refusal
            : await AddAsync(phone, role, place, by, cancellation, clock.GetUtcNow(), name);
    }

    /// <summary>True once two administrators want the same. Nobody appoints oneself.</summary>
    private async Task<Outcome<bool>> AgreeAsync(string key, Role role, string by, string? name, CancellationToken cancellation)
    {
        var account = await accounts.LoadAsync(key, cancellation);
        if (key == by)
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        if (account.Roles.Contains(role) || Conflicts(account, role))
        {
            return account.Roles.Contains(role) ? true : new Refusal(RefusalCodes.RolesConflict);
        }

        var now = clock.GetUtcNow();
        if (account.Proposed.TryGetValue(role.Name, out var proposal) && proposal.By != by && proposal.At + RoleProposal.Lasts > now)
        {
            return true;
        }

        await audit.AppendAsync(by, "role-proposed", key, Describe(role), cancellation);
        await accounts.ProposeRoleAsync(key, role.Name, new RoleProposal(by, now, name), cancellation);
        return new Refusal(RefusalCodes.NeedsApproval);
    }

    /// <summary>Somebody who decides about people must not also appoint those who decide.</summary>
    private static bool Conflicts(Account account, Role role) =>
        account.Roles.Any(held => (held.Name, role.Name) is (Role.Officer, Role.Administrator) or (Role.Administrator, Role.Officer));

    /// <summary>Gives a role. The key of the person, who is told by text what they may do now and how.</summary>
    /// <param name="since">When the person was appointed; null where an operator gives the role.</param>
    /// <param name="name">What colleagues call the person; of an appointment by two the later one's, else the earlier one's.</param>
    public async Task<Outcome<string>> AddAsync(
        PhoneNumber phone,
        Role role,
        Place? place,
        string by,
        CancellationToken cancellation,
        DateTimeOffset? since = null,
        string? name = null
    )
    {
        var key = pseudonyms.PhoneKey(phone);
        var account = await accounts.LoadAsync(key, cancellation);
        if (Conflicts(account, role))
        {
            return new Refusal(RefusalCodes.RolesConflict);
        }

        await audit.AppendAsync(by, "role-added", key, Describe(role), cancellation);
        await register.AddAsync(
            phone,
            role,
            passwordHash: null,
            cancellation,
            since,
            name ?? account.Proposed.GetValueOrDefault(role.Name)?.Name
        );
        account = await accounts.LoadAsync(key, cancellation);
        if (account.Proposed.ContainsKey(role.Name))
        {
            await accounts.RemoveProposalAsync(key, role.Name, cancellation);
        }

        var language = Languages.OfTag(account.Data?.Language);
        var text = place is null
            ? Texts.Get($"sms.staff.{role.Name}", language, site.Value.Url)
            : Texts.Get($"sms.staff.{role.Name}", language, place.NameIn(language), site.Value.Url);

        // One text a day for one role: somebody who is taken off and invited again is told again.
        await texts.SendAsync($"role|{key}|{role.Name}|{role.Scope}|{clock.GetUtcNow():yyyyMMdd}", phone, text, cancellation);
        return key;
    }

    /// <summary>All that somebody is at a place; false if that is nothing.</summary>
    public async Task<bool> LeaveAsync(Account account, string placeId, CancellationToken cancellation)
    {
        var left = false;
        foreach (var role in account.Roles.Where(role => Role.IsScoped(role.Name) && role.Scope == placeId))
        {
            left |= await RemoveAsync(account.Key, role, account.Key, cancellation);
        }

        return left;
    }

    /// <summary>False if the person does not hold the role.</summary>
    public async Task<bool> RemoveAsync(string key, Role role, string by, CancellationToken cancellation)
    {
        if (!(await accounts.LoadAsync(key, cancellation)).Roles.Contains(role))
        {
            // A try that died halfway may have left the place's own list behind.
            await register.RemoveAsync(key, role, cancellation);
            return false;
        }

        await audit.AppendAsync(by, "role-removed", key, Describe(role), cancellation);
        await register.RemoveAsync(key, role, cancellation);
        return true;
    }

    public async Task<IReadOnlyList<InspectorView>> InspectorsAsync(string placeId, CancellationToken cancellation)
    {
        var inspectors = new List<InspectorView>();
        foreach (var key in await places.ListMembersAsync(placeId, cancellation))
        {
            // The account decides; the place's list only says where to look.
            if (await accounts.LoadAsync(key, cancellation) is { Data: { } data } account && account.Has(Role.Inspector, placeId))
            {
                inspectors.Add(
                    new InspectorView(key, account.Contact!.Masked, account.RoleNames.GetValueOrDefault(new Role(Role.Inspector, placeId)))
                );
            }
        }

        return inspectors;
    }

    private static string Describe(Role role) => $"{role.Name} {role.Scope}".Trim();
}
