using Ghc.Domain.Documents;

namespace Ghc.Domain.Accounts;

/// <summary>
/// Everything of one phone number or e-mail address, as it was read at one moment. An address has no data of its own, only a claim.
/// </summary>
public sealed record Account(string Key)
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
    /// Where to write instead of sending texts, because the latest text did not arrive; null if texts arrive. Staff get texts only:
    /// mail is no factor of theirs.
    /// </summary>
    public EmailAddress? MailInsteadOfTexts =>
        Data?.Email is { BouncedAt: null } email && SignIn.LastTextFailedAt is not null && Roles.Count == 0 ? email.Address : null;

    /// <summary>
    /// Claims this address for an account, and spends the code that was read at it. A claim of another account counts while it is confirmed
    /// or young.
    /// </summary>
    public Decision<AccountChange, EmailClaim> ClaimFor(string accountKey, bool isTaken, DateTimeOffset now)
    {
        var claim = new EmailClaim(accountKey, now);
        return isTaken ? new Refusal(RefusalCodes.EmailTaken)
            : Claim is { } other && other.AccountKey != accountKey && !other.HasLapsed(now) ? other.Busy(now)
            : SignIn.LiveCodeHash(now) is null ? EmailClaim.WrongCode("emailCode")
            : Decision.Write(new AccountChange { Claim = claim, SignIn = SignIn.CodeSpent() }, claim);
    }

    /// <summary>
    /// Sets, changes or removes the address. <paramref name="before"/>: the one that the caller saw, so that of two changes at once the
    /// second begins anew.
    /// </summary>
    /// <param name="byText">Whether a code sent to the phone allows it, which is spent.</param>
    public Decision<AccountChange, AccountData> SetEmail(ProvenEmail? email, ProvenEmail? before, bool byText, DateTimeOffset now)
    {
        if (Data is not { } data)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (email is not null && Roles.Count > 0)
        {
            return new Refusal(RefusalCodes.Forbidden);
        }

        if (data.Moving is { } move && !move.HasLapsed(now))
        {
            return move.Busy(now);
        }

        var next = data with { Email = email };
        return data.Email?.Key != before?.Key ? new Refusal(RefusalCodes.TooManyRequests) { RetryAfter = TimeSpan.FromSeconds(1) }
            : byText && SignIn.LiveCodeHash(now) is null ? PhoneMove.WrongCode(PhoneMove.OldCode)
            : Decision.Write(new AccountChange { Data = next, SignIn = byText ? SignIn.CodeSpent() : null }, next);
    }

    /// <summary>
    /// Marks the account as on its way to another phone, and spends the code that proved this one; the account as marked. A move to a third
    /// phone that lapsed is given up.
    /// </summary>
    /// <param name="byEmail">Whether a code read at the account's address stands in for one of this phone, as when that was lost.</param>
    public Decision<AccountChange, Account> MoveTo(string newKey, DateTimeOffset now, bool byEmail = false)
    {
        if (Data is not { } data)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (data.Moving is { } other && other.To != newKey && !other.HasLapsed(now))
        {
            return other.Busy(now);
        }

        var isProven = byEmail || data.Moving?.To == newKey;
        var marked = data with { Moving = new PhoneMove(newKey, now) };
        return !isProven && SignIn.LiveCodeHash(now) is null
            ? PhoneMove.WrongCode(PhoneMove.OldCode)
            : Decision.Write(
                new AccountChange { Data = marked, SignIn = isProven ? null : SignIn.CodeSpent() },
                this with
                {
                    Data = marked,
                }
            );
    }

    /// <summary>
    /// Takes in all of an account that comes from another phone, and spends the code that proved this one, unless somebody spent it or
    /// opened an account meanwhile.
    /// </summary>
    public Decision<AccountChange, Account> Receive(Account old, PhoneNumber phone, DateTimeOffset now)
    {
        if (Data is not null)
        {
            return Data.MovedFrom == old.Key ? this : new Refusal(RefusalCodes.AlreadyRegistered);
        }

        var data = old.Data! with { Phone = phone, Moving = null, MovedFrom = old.Key, Sessions = SessionCut.Before(now) };
        return SignIn.CodeHash is null
            ? PhoneMove.WrongCode(PhoneMove.NewCode)
            : Decision.Write(
                new AccountChange
                {
                    Data = data,
                    SignIn = SignIn.CodeSpent().SignedIn(now),
                    AddHolders = old.Holders,
                },
                this
            );
    }

    /// <summary>
    /// It shows somebody's documents, and nobody signed in for so long that the number may belong to somebody else by now.
    /// </summary>
    public bool IsDormant(SignInLimits limits, DateTimeOffset now) =>
        Data is not null && Holders.Count > 0 && (SignIn.LastSignInAt ?? Data.CreatedAt) + limits.TrustAfterSignIn < now;
}
