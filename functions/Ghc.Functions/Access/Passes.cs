using System.Security.Cryptography;
using Ghc.Domain.Accounts;
using Ghc.Functions.AccountStore;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;

namespace Ghc.Functions.Access;

/// <summary>
/// Proof that a device may show codes of an account, and do nothing else. Made like <see cref="Session"/>, and never taken for one.
/// </summary>
public abstract class Pass
{
    private protected Pass() { }

    public abstract string PhoneKey { get; }

    public abstract string? HolderId { get; }

    /// <summary>The device's, the same over all renewals.</summary>
    public abstract string Id { get; }

    public abstract DateTimeOffset IssuedAt { get; }

    /// <summary>When the device signed in; no renewal reaches further than a time from then.</summary>
    public abstract DateTimeOffset FirstAt { get; }
}

/// <summary>
/// The pass is a cookie that no script reads and no other site sends. It opens the code, its pictures and the names to switch between;
/// everything else asks for a session. It lasts two weeks from its last use, and two months in all (docs/adr/0021).
/// </summary>
public sealed class Passes(Tokens tokens, AccountsTable accounts, IOptions<SessionOptions> options, TimeProvider clock)
{
    public const string Cookie = "__Host-ghc-pass";

    private const string First = "first";
    private const int LongestName = 60;
    private const int IdBytes = 12;

    /// <summary>The device of this request, for somebody who signs in to this phone.</summary>
    public DeviceOffer DeviceOf(HttpRequest request, string phoneKey)
    {
        var now = clock.GetUtcNow();
        var fresh = new Device(Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes)), NameOf(request), now, now);
        return new DeviceOffer(fresh, Read(request) is { } pass && pass.PhoneKey == phoneKey ? pass.Id : null);
    }

    /// <param name="device">Null if it is not to go on showing codes: then a pass that it has is taken back.</param>
    public void GiveOrTakeBack(HttpRequest request, Account account, Device? device)
    {
        if (device is not null && account.Data is { } data)
        {
            Write(request, account.Key, data.HolderId, device.Id, device.FirstAt);
        }
        else
        {
            TakeBack(request);
        }
    }

    public void Give(HttpRequest request, string phoneKey, string? holderId, Device device) =>
        Write(request, phoneKey, holderId, device.Id, device.FirstAt);

    /// <summary>A pass that is in use lasts on. Once a day, and never beyond its longest time.</summary>
    public bool TryRenew(HttpRequest request, Pass pass)
    {
        if (pass.IssuedAt + Device.SeenGrain > clock.GetUtcNow())
        {
            return false;
        }

        Write(request, pass.PhoneKey, pass.HolderId, pass.Id, pass.FirstAt);
        return true;
    }

    /// <summary>
    /// After all sessions were ended: passes from before are over too. This device gets a new one, if it had one and is to keep it.
    /// </summary>
    public async Task EndOthersAsync(HttpRequest request, Account account, bool keepThis, CancellationToken cancellation)
    {
        var pass = Read(request) is { } held && held.PhoneKey == account.Key && keepThis ? held : null;
        await accounts.ChangeSignInAsync(
            account.Key,
            state => state with { Devices = [.. state.Devices.Where(device => device.Id == pass?.Id)] },
            cancellation
        );
        if (pass is not null)
        {
            Write(request, pass.PhoneKey, pass.HolderId, pass.Id, pass.FirstAt);
        }
        else
        {
            TakeBack(request);
        }
    }

    public static void TakeBack(HttpRequest request) =>
        request.HttpContext.Response.Cookies.Delete(
            Cookie,
            new CookieOptions
            {
                HttpOnly = true,
                Secure = true,
                SameSite = SameSiteMode.Strict,
                Path = "/",
            }
        );

    /// <summary>
    /// Null without a genuine, current pass. A browser that says that another site asks is not believed to be the owner's page.
    /// </summary>
    public Pass? Read(HttpRequest request) =>
        request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
        && request.Cookies[Cookie] is { Length: > 0 and <= 2048 } text
        && tokens.Verify(TokenKind.Pass, text) is { } token
        && token.TryGetPayloadValue<long>(First, out _)
            ? new VerifiedPass(token)
            : null;

    private void Write(HttpRequest request, string phoneKey, string? holderId, string id, DateTimeOffset firstAt)
    {
        var latest = firstAt + options.Value.LongestPass;
        var end = clock.GetUtcNow() + options.Value.PassLifetime;
        var claims = new Dictionary<string, object> { ["sub"] = phoneKey, [First] = firstAt.ToUnixTimeMilliseconds() };
        if (holderId is not null)
        {
            claims["holder"] = holderId;
        }

        var (token, expiresAt) = tokens.Issue(TokenKind.Pass, claims, id, end < latest ? end : latest);
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

    /// <summary>Enough for its owner to know it by; a browser's whole text would tell it from all others.</summary>
    private static string NameOf(HttpRequest request)
    {
        var agent = request.Headers.UserAgent.ToString();
        string[] browsers = ["MicroMessenger", "Edg", "OPR", "SamsungBrowser", "Firefox", "CriOS", "Chrome", "Safari"];
        string[] systems = ["HarmonyOS", "Android", "iPhone", "iPad", "Windows", "Macintosh", "Linux"];
        var browser = browsers.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal));
        var system = systems.FirstOrDefault(name => agent.Contains(name, StringComparison.Ordinal));
        var name = string.Join(", ", new[] { browser, system }.OfType<string>());
        return name.Length <= LongestName ? name : name[..LongestName];
    }

    private sealed class VerifiedPass(JsonWebToken token) : Pass
    {
        public override string PhoneKey { get; } = token.Subject;

        public override string? HolderId { get; } = token.TryGetPayloadValue<string>("holder", out var holder) ? holder : null;

        public override string Id { get; } = token.Id;

        public override DateTimeOffset IssuedAt { get; } = Tokens.IssuedAt(token);

        public override DateTimeOffset FirstAt { get; } = DateTimeOffset.FromUnixTimeMilliseconds(token.GetPayloadValue<long>(First));
    }
}
