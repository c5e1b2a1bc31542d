using Ghc.Domain.Accounts;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Access;

/// <summary>
/// A cookie says that a device signed in to a phone, or an account's e-mail address, before, so that its wrong answers are counted apart
/// from those of strangers (OWASP, "Slow Down Online Guessing Attacks with Device Cookies"). It opens nothing, no script reads it, and no
/// other site sends it.
/// </summary>
public sealed class KnownDevices(Tokens tokens)
{
    public const string Cookie = "__Host-ghc-device";

    private const string Email = "email";

    public void Remember(HttpRequest request, string phoneKey, ProvenEmail? email = null)
    {
        var claims = new Dictionary<string, object> { ["sub"] = phoneKey };
        if (email is not null)
        {
            claims[Email] = email.Key;
        }

        var (token, expiresAt) = tokens.Issue(TokenKind.Device, claims);
        request.HttpContext.Response.Cookies.Append(
            Cookie,
            token,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
                Expires = expiresAt,
                IsEssential = true,
            }
        );
    }

    /// <summary>When the device signed in to the account of this phone or address; null if it never did.</summary>
    public DateTimeOffset? Since(HttpRequest request, string key) =>
        request.Cookies[Cookie] is { Length: > 0 and <= 2048 } text
        && tokens.Verify(TokenKind.Device, text) is { } token
        && (token.Subject == key || (token.TryGetPayloadValue<string>(Email, out var email) && email == key))
            ? Tokens.IssuedAt(token)
            : null;

    /// <summary>A device from before the account's sessions were all ended is a stranger: it may be the one that was stolen.</summary>
    public static bool IsKnown(DateTimeOffset? since, Account account) => since is { } at && !(account.Data?.Sessions?.At > at);
}
