using System.Text.Json;
using Ghc.Domain;
using Microsoft.AspNetCore.Http;

namespace Ghc.Functions.LabResults;

/// <summary>What a laboratory's token says. Other members are ignored (RFC 7519, 4), and so is a list of audiences: ours has one.</summary>
public sealed record LabTokenClaims(string? Aud, long? Exp);

/// <summary>
/// A laboratory has no phone to sign in with. It signs each call with a key that it signs its results with: a JWT for the audience <c>ghc</c> that ends within
/// five minutes. A suspended laboratory may still read: it should learn that it is suspended.
/// </summary>
public sealed class LabTokens(LaboratoryRegister register, TimeProvider clock)
{
    public const string Audience = "ghc";
    public static readonly TimeSpan Longest = TimeSpan.FromMinutes(5);

    private const int LongestHeader = 4096;
    private const string Scheme = "Bearer ";

    /// <summary>Clocks run apart; a token that is to be five minutes long may look a little longer here.</summary>
    private static readonly TimeSpan Leeway = TimeSpan.FromSeconds(30);

    /// <summary>Null if the caller shows no laboratory's token, but perhaps a session.</summary>
    public static CompactJws? Find(HttpRequest request) =>
        request.Headers.Authorization is [{ Length: <= LongestHeader } header]
        && header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase)
        && !CompactJws.Parse(header[Scheme.Length..].Trim(' ')).Refused(out _, out var jws)
        && jws.KeyId.Contains('/', StringComparison.Ordinal) ? jws : null;

    /// <summary>Null if the token lets its bearer read what became of this laboratory's messages.</summary>
    public async Task<Refusal?> RefusalAsync(CompactJws token, string laboratory, CancellationToken cancellation)
    {
        var slash = token.KeyId.IndexOf('/', StringComparison.Ordinal);
        var id = token.KeyId[..slash];
        if (!LabMessages.IsLaboratory(id)
            || !IsCurrent(token)
            || (await register.ReadAsync(id, cancellation))?.Key(token.KeyId[(slash + 1)..]) is not { RetiredAt: null } key
            || !key.Verifies(token))
        {
            return new Refusal(RefusalCodes.NotSignedIn);
        }

        return id == laboratory ? null : new Refusal(RefusalCodes.Forbidden);
    }

    private bool IsCurrent(CompactJws token)
    {
        try
        {
            var claims = JsonSerializer.Deserialize(token.Payload, LabResultsJson.Types.LabTokenClaims);
            var now = clock.GetUtcNow();
            return claims is { Aud: Audience, Exp: { } exp }
                && exp > now.ToUnixTimeSeconds() && exp <= (now + Longest + Leeway).ToUnixTimeSeconds();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
