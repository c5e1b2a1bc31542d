using Ghc.Domain.Accounts;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Access;

/// <summary>
/// A cookie says that a device signed in to a phone before, so that its wrong answers are counted apart from those of strangers (OWASP, "Slow Down Online Guessing Attacks with
/// Device Cookies"). It opens nothing, no script reads it, and no other site sends it.
/// </summary>
public sealed class KnownDevices(Tokens tokens)
{
    public const string Cookie = "__Host-ghc-device";

    public void Remember(HttpRequest request, string phoneKey)
    {
        var (token, expiresAt) = tokens.Issue(TokenKind.Device, new() { ["sub"] = phoneKey });
        request.HttpContext.Response.Cookies.Append(
            Cookie, token, new CookieOptions { HttpOnly = true, Secure = true, SameSite = SameSiteMode.Strict, Path = "/", Expires = expiresAt, IsEssential = true });
    }

    /// <summary>When the device signed in to this phone; null if it never did.</summary>
    public DateTimeOffset? Since(HttpRequest request, string phoneKey) =>
        request.Cookies[Cookie] is { Length: > 0 and <= 2048 } text && tokens.Verify(TokenKind.Device, text) is { } token && token.Subject == phoneKey ? Tokens.IssuedAt(token) : null;

    /// <summary>A device from before the account's sessions were all ended is a stranger: it may be the one that was stolen.</summary>
    public static bool IsKnown(DateTimeOffset? since, Account account) => since is { } at && !(account.Data?.Sessions?.At > at);
}
