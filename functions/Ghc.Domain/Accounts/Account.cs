using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>
/// Everything of one phone number or e-mail address, as it was read at one moment. An address has data of its own only if its account has
/// no phone; every address that belongs to an account has a claim.
/// </summary>
public sealed partial record Account(string Key)
{
    public AccountData? Data { get; init; }

    /// <summary>The version that <see cref="Data"/> was read as: a write replaces only this one. Null for a new row.</summary>
    public string? DataVersion { get; init; }

    public SignInState SignIn { get; init; } = SignInState.New;

    /// <summary>The same of <see cref="SignIn"/>.</summary>
    public string? SignInVersion { get; init; }

    /// <summary>Of an e-mail address: whose it is.</summary>
    public EmailClaim? Claim { get; init; }

    /// <summary>The version of <see cref="Claim"/>.</summary>
    public string? ClaimVersion { get; init; }

    /// <summary>By holder id.</summary>
    public IReadOnlyDictionary<string, AccountHolder> Holders { get; init; } = new Dictionary<string, AccountHolder>();

    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Since when roles are held that administrators gave; those that an operator gave are not among them.</summary>
    public IReadOnlyDictionary<Role, DateTimeOffset> RolesSince { get; init; } = new Dictionary<Role, DateTimeOffset>();

    /// <summary>The name that colleagues see, if the appointing person gave one.</summary>
    public IReadOnlyDictionary<Role, string> RoleNames { get; init; } = new Dictionary<Role, string>();

    /// <summary>Roles that one administrator wants to give and another has not agreed to yet, by name.</summary>
    public IReadOnlyDictionary<string, RoleProposal> Proposed { get; init; } = new Dictionary<string, RoleProposal>();

    /// <summary>Whether this is the traveler's own holder, and no companion.</summary>
    public bool IsOwn(string holderId) => Holders.TryGetValue(holderId, out var holder) && holder.Relationship == AccountHolder.Self;

    public bool Has(string role, string scope = "") => Roles.Contains(new Role(role, scope));

    /// <summary>
    /// An officer may approve from a day after the appointment, so that others have time to notice an appointment made by a thief.
    /// </summary>
    /// <param name="role">The role that the approval needs.</param>
    public bool MayApprove(DateTimeOffset now, string role = Role.Officer) =>
        !(RolesSince.TryGetValue(new Role(role, ""), out var since) && since + TimeSpan.FromDays(1) > now);

    /// <summary>Shows a holder under its new document; the account as it is then. Repeating it changes nothing.</summary>
    public Decision<AccountChange, Account> Renew(string holderId, string nextId, Document next)
    {
        if (Data is null || !Holders.TryGetValue(holderId, out var shown))
        {
            return Holders.ContainsKey(nextId) ? this : new Refusal(RefusalCodes.HolderNotFound);
        }

        var data = Data.HolderId == holderId ? Data with { HolderId = nextId } : null;
        var change = new AccountChange
        {
            Data = data,
            AddHolders = new Dictionary<string, AccountHolder> { [nextId] = shown with { Document = next } },
            RemoveHolders = [holderId],
        };
        return new(change, this with { Data = data ?? Data });
    }

    /// <summary>
    /// It shows somebody's documents, and nobody signed in for so long that the number may belong to somebody else by now.
    /// </summary>
    public bool IsDormant(SignInLimits limits, DateTimeOffset now) =>
        Data is not null && Holders.Count > 0 && (SignIn.LastSignInAt ?? Data.CreatedAt) + limits.TrustAfterSignIn < now;
}
