using Ghc.Domain.Colors;

namespace Ghc.Domain.Accounts;

/// <summary>What a phone number or an e-mail address that signed up is known by. One of the two is always there.</summary>
/// <param name="Phone">Null if the account has an e-mail address only.</param>
/// <param name="ColorTexts">Whether the owner wants a text when a color changes.</param>
public sealed record AccountData(PhoneNumber? Phone, string Language, DateTimeOffset CreatedAt, bool ColorTexts = true)
{
    /// <summary>The traveler's own holder; staff may have none.</summary>
    public string? HolderId { get; init; }

    /// <summary>The request that brought <see cref="HolderId"/>, so that a repeated write is recognized as one's own.</summary>
    public string? ApplicationId { get; init; }

    public string? PasswordHash { get; init; }

    /// <summary>Signs in beside the phone or instead of it, and is written to where texts do not arrive.</summary>
    public ProvenEmail? Email { get; init; }

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

    /// <summary>Set when the account is on its way to another phone or address.</summary>
    public PhoneMove? Moving { get; init; }

    /// <summary>The key of the phone or address that the account came from, until everything has followed.</summary>
    public string? MovedFrom { get; init; }

    /// <summary>A new account. Sessions of an erased account with the same phone or address do not open it.</summary>
    /// <param name="key">What storage calls <paramref name="contact"/> by.</param>
    public static AccountData Open(Contact contact, string key, string language, DateTimeOffset now) =>
        new(contact.Phone, language, now)
        {
            Email = contact.Email is { } address ? new ProvenEmail(address, key, now) : null,
            Sessions = SessionCut.Before(now),
        };
}
