using System.Text.Json;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.Senders;

/// <summary>What a sender's token says. Other members are ignored (RFC 7519, 4), and so is a list of audiences: ours has one.</summary>
public sealed record SenderTokenClaims(string? Aud, long? Exp);

/// <summary>
/// A laboratory or border has no phone to sign in with. It signs each call with one of its keys: a JWT for the audience <c>ghc</c> that
/// ends within five minutes. A suspended sender may still read: it should learn that it is suspended.
/// </summary>
public sealed class SenderTokens(SenderRegister register, TimeProvider clock)
{
    public const string Audience = "ghc";
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int LongestHeader = 4096;
    private const string Scheme = "Bearer ";

    /// <summary>Clocks run apart; a token that is to be five minutes long may look a little longer here.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>Null if the caller shows no sender's token, but perhaps a session.</summary>
    public static CompactJws? Find(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: <= LongestHeader } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && !CompactJws.Parse(header[Scheme.Length..].Trim(' ')).Refused(out _, out var jws)
        && jws.KeyId.Contains('/', StringComparison.Ordinal)
            ? jws
            : null;

    /// <summary>Null if the token lets its bearer read what became of this sender's messages, or hand them in.</summary>
    public async Task<Refusal?> RefusalAsync(SenderKind kind, CompactJws token, string sender, bool toSend, CancellationToken cancellation)
    {
        var slash = token.KeyId.IndexOf('/', StringComparison.Ordinal);
        var id = token.KeyId[..slash];
        if (
            !Sender.IsId(id)
            || !IsCurrent(token)
            || (await register.ReadAsync(kind, id, cancellation))?.Key(token.KeyId[(slash + 1)..]) is not { RetiredAt: null } key
            || !key.Verifies(token)
        )
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        return id == sender && !(toSend && key.ReadOnly) ? null : new Refusal(RefusalCodes.Forbidden);
    }

    private bool IsCurrent(CompactJws token)
    {
        try
        {
            var claims = JsonSerializer.Deserialize(token.Payload, SendersJson.Types.SenderTokenClaims);
            var now = clock.GetUtcNow();
            return claims is { Aud: Audience, Exp: { } exp }
                && exp > now.ToUnixTimeSeconds()
                && exp <= (now + Longest + Leeway).ToUnixTimeSeconds();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
