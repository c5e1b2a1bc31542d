using Azure;
using Ghc.Domain;
using Ghc.Domain.Accounts;
using Ghc.Domain.Colors;
using Ghc.Domain.Documents;

namespace Ghc.Functions.AccountStore;

/// <summary>What a phone number that signed up is known by.</summary>
/// <param name="ColorTexts">Whether the owner wants a text when a color changes.</param>
public sealed record AccountData(PhoneNumber Phone, string Language, DateTimeOffset CreatedAt, bool ColorTexts = true)
{
    /// <summary>The traveler's own holder; staff may have none.</summary>
    public string? HolderId { get; init; }

    /// <summary>The request that brought <see cref="HolderId"/>, so that a repeated write is recognized as one's own.</summary>
    public string? ApplicationId { get; init; }

    public string? PasswordHash { get; init; }

    public SessionCut? Sessions { get; init; }

    /// <summary>Texts about colors today.</summary>
    public DayCount? ColorTextsToday { get; init; }

    /// <summary>Changes of color that wait to be told.</summary>
    public ColorDigest? ColorDigest { get; init; }

    /// <summary>Sign-ins that this officer helped with today.</summary>
    public DayCount? AssistsToday { get; init; }

    /// <summary>Appeals filed today.</summary>
    public DayCount? AppealsToday { get; init; }

    /// <summary>Roles given and places registered today.</summary>
    public DayCount? InvitationsToday { get; init; }

    /// <summary>Set when the account is on its way to another phone.</summary>
    public PhoneMove? Moving { get; init; }

    /// <summary>The phone key that the account came from, until everything has followed.</summary>
    public string? MovedFrom { get; init; }

    /// <summary>A new account. Sessions of an account that was erased before, of the same phone, are none of it.</summary>
    public static AccountData Open(PhoneNumber phone, string language, DateTimeOffset now) =>
        new(phone, language, now) { Sessions = SessionCut.Before(now) };
}

/// <summary>Both phones were proven at <paramref name="At"/>, and the account goes to the phone key <paramref name="To"/>.</summary>
public sealed record PhoneMove(string To, DateTimeOffset At)
{
    /// <summary>The members of the request that the codes stand in.</summary>
    public const string OldCode = "smsCode";
    public const string NewCode = "newSmsCode";

    /// <summary>How long a marked move keeps others off: longer than any request takes.</summary>
    private static readonly TimeSpan Lapse = TimeSpan.FromMinutes(2);

    public bool HasLapsed(DateTimeOffset now) => At + Lapse <= now;

    public Refusal Busy(DateTimeOffset now) => new(RefusalCodes.TooManyRequests) { RetryAfter = At + Lapse - now };

    public static Refusal WrongCode(string field) => new(RefusalCodes.WrongSmsCode) { Errors = [new FieldError(field, "code.wrong")] };
}

/// <summary>A holder that the account shows: its own, or a companion.</summary>
public sealed record AccountHolder(Document Document, PersonName Name, string Relationship, DateTimeOffset AddedAt)
{
    public const string Self = "self";
}

/// <summary>What a role's row holds, sealed and bound to its place: who can write rows but has no keys makes nobody an administrator.</summary>
/// <param name="Since">When administrators gave it; null where an operator did.</param>
public sealed record RoleGrant(DateTimeOffset? Since);

/// <summary>The administrator who wants to give a role, and when they said so.</summary>
public sealed record RoleProposal(string By, DateTimeOffset At)
{
    public static readonly TimeSpan Lasts = TimeSpan.FromDays(7);
}

/// <summary>One partition of <see cref="AccountsTable"/>, with the tags it was read as.</summary>
public sealed record Account(string Key)
{
    public AccountData? Data { get; init; }

    public ETag? DataReadAs { get; init; }

    public SignInState SignIn { get; init; } = SignInState.New;

    public ETag? SignInReadAs { get; init; }

    /// <summary>By holder id.</summary>
    public IReadOnlyDictionary<string, AccountHolder> Holders { get; init; } = new Dictionary<string, AccountHolder>();

    public IReadOnlyList<Role> Roles { get; init; } = [];

    /// <summary>Since when roles are held that administrators gave; those that an operator gave are not among them.</summary>
    public IReadOnlyDictionary<Role, DateTimeOffset> RolesSince { get; init; } = new Dictionary<Role, DateTimeOffset>();

    /// <summary>Roles that one administrator wants to give and another has not agreed to yet, by name.</summary>
    public IReadOnlyDictionary<string, RoleProposal> Proposed { get; init; } = new Dictionary<string, RoleProposal>();

    public bool Has(string role, string scope = "") => Roles.Contains(new Role(role, scope));

    /// <summary>An officer may approve from a day after the appointment, so that others have time to notice an appointment made by a thief.</summary>
    public bool MayApprove(DateTimeOffset now) => !(RolesSince.TryGetValue(new Role(Role.Officer, ""), out var since) && since + TimeSpan.FromDays(1) > now);

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

    /// <summary>Marks the account as on its way to another phone, and spends the code that proved this one; the account as marked. A move to a third phone that lapsed is given up.</summary>
    public Decision<AccountChange, Account> MoveTo(string newKey, DateTimeOffset now)
    {
        if (Data is not { } data)
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        if (data.Moving is { } other && other.To != newKey && !other.HasLapsed(now))
        {
            return other.Busy(now);
        }

        var isProven = data.Moving?.To == newKey;
        var marked = data with { Moving = new PhoneMove(newKey, now) };
        return !isProven && SignIn.LiveCodeHash(now) is null
            ? PhoneMove.WrongCode(PhoneMove.OldCode)
            : Decision.Write(new AccountChange { Data = marked, SignIn = isProven ? null : SignIn.CodeSpent() }, this with { Data = marked });
    }

    /// <summary>Takes in all of an account that comes from another phone, and spends the code that proved this one, unless somebody spent it or opened an account meanwhile.</summary>
    public Decision<AccountChange, Account> Receive(Account old, PhoneNumber phone, DateTimeOffset now)
    {
        if (Data is not null)
        {
            return Data.MovedFrom == old.Key ? this : new Refusal(RefusalCodes.AlreadyRegistered);
        }

        var data = old.Data! with { Phone = phone, Moving = null, MovedFrom = old.Key, Sessions = SessionCut.Before(now) };
        return SignIn.CodeHash is null
            ? PhoneMove.WrongCode(PhoneMove.NewCode)
            : Decision.Write(new AccountChange { Data = data, SignIn = SignIn.CodeSpent().SignedIn(now), AddHolders = old.Holders }, this);
    }

    /// <summary>It shows somebody's documents, and nobody signed in for so long that the number may belong to somebody else by now.</summary>
    public bool IsDormant(SignInLimits limits, DateTimeOffset now) =>
        Data is not null && Holders.Count > 0 && (SignIn.LastSignInAt ?? Data.CreatedAt) + limits.TrustAfterSignIn < now;
}
