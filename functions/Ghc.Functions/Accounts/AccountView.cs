using System.Text.Json.Serialization;
using Ghc.Domain.Accounts;
using Ghc.Platform.Http;

namespace Ghc.Functions.Accounts;

/// <summary>What the owner of an account is shown of it.</summary>
/// <param name="Phone">Absent if the account has an e-mail address only.</param>
public sealed record AccountView(
    PhoneBody? Phone,
    EmailView? Email,
    string Language,
    bool ColorTexts,
    bool HasPassword,
    string? HolderId,
    DateTimeOffset CreatedAt,
    IReadOnlyList<string> Roles
)
{
    /// <summary>The new session of an account that has just moved to another address: the former one is over.</summary>
    public string? AccessToken { get; init; }

    public DateTimeOffset? ExpiresAt { get; init; }

    public static AccountView Of(Account account, AccountData data) =>
        new(
            data.Phone is { } phone ? new PhoneBody(phone.AreaCode, phone.National) : null,
            data.Email is { } email ? new EmailView(email.Address.Text, email.ProvenAt, email.BouncedAt) : null,
            data.Language,
            data.ColorTexts,
            data.PasswordHash is not null,
            data.HolderId,
            data.CreatedAt,
            [.. account.Roles.Select(role => role.Name).Distinct().Order(StringComparer.Ordinal)]
        );
}

/// <param name="BouncedAt">When mail came back for good; absent while mail arrives.</param>
public sealed record EmailView(string Address, DateTimeOffset ProvenAt, DateTimeOffset? BouncedAt);

/// <summary>What is absent stays as it is.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record AccountUpdate(string? Language, bool? ColorTexts);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record LogoutRequest(bool? KeepThis);
