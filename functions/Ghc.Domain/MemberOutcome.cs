namespace Ghc.Domain;

/// <summary>What became of one person on a form for several.</summary>
/// <param name="Member">The person's place on the form: <c>traveler</c>, or <c>companions[2]</c>.</param>
/// <param name="Name">As typed.</param>
public sealed record MemberOutcome(string Member, string Name)
{
    public const string Registered = "registered";
    public const string Refused = "refused";

    /// <summary>Nothing stands against this person, but nobody was registered because somebody else on the form was refused.</summary>
    public const string Verified = "verified";

    /// <summary>The holder that the account shows; null if the person was not registered.</summary>
    public string? HolderId { get; init; }

    public Refusal? Refusal { get; init; }

    public string Outcome =>
        HolderId is not null ? Registered
        : Refusal is not null ? Refused
        : Verified;
}
