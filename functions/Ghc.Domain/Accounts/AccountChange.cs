namespace Ghc.Domain.Accounts;

/// <summary>What is to change of an account; what is null or empty stays.</summary>
public sealed record AccountChange
{
    /// <summary>Everything of the account goes.</summary>
    public static readonly AccountChange Deletion = new() { IsDeletion = true };

    public bool IsDeletion { get; private init; }

    /// <summary>Whether a deletion leaves <see cref="SignIn"/> and the claim of the address in whose partition the account stood.</summary>
    public bool KeepsAddress { get; private init; }

    public AccountData? Data { get; init; }

    public SignInState? SignIn { get; init; }

    public EmailClaim? Claim { get; init; }

    public IReadOnlyDictionary<string, AccountHolder> AddHolders { get; init; } = new Dictionary<string, AccountHolder>();

    public IReadOnlyList<string> RemoveHolders { get; init; } = [];

    public IReadOnlyList<Role> AddRoles { get; init; } = [];

    /// <summary>Noted with the roles that are added; null where an operator gives them.</summary>
    public DateTimeOffset? RolesSince { get; init; }

    /// <summary>What colleagues call the person in the roles that are added, or held already.</summary>
    public string? RoleName { get; init; }

    /// <summary>
    /// The account goes from the partition of its address, which stays: with its claim, and with what signing in left there.
    /// </summary>
    public static AccountChange Departure(SignInState left) =>
        new()
        {
            IsDeletion = true,
            KeepsAddress = true,
            SignIn = left,
        };
}
