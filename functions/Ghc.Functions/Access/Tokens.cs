using System.Collections.Frozen;
using System.Security.Cryptography;
using Ghc.Platform.Encryption;
using Ghc.Platform.Json;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Access;

public enum TokenKind
{
    Session,
    Shift,

    /// <summary>Says that a device signed in to a phone before. It opens nothing.</summary>
    Device,

    /// <summary>Shows codes and nothing else.</summary>
    Pass,
}

/// <summary>
/// The JWTs beneath <see cref="Sessions"/>: ES256 only, keys by kid from our ring only, type and audience by kind, so that no token is
/// taken for another (RFC 8725, 3.1, 3.9, 3.11).
/// </summary>
public sealed class Tokens(SigningKeys keys, IOptions<SessionOptions> options, TimeProvider time)
{
    private const string Issuer = "ghc";
    private const string IssuedAtMilliseconds = "iat_ms";
    private const int IdBytes = 12;

    private readonly JsonWebTokenHandler handler = new() { SetDefaultTimesOnTokenCreation = false, MapInboundClaims = false };
    private readonly FrozenDictionary<TokenKind, TokenValidationParameters> expected = Enum.GetValues<TokenKind>()
        .ToFrozenDictionary(kind => kind, kind => Expect(kind, keys, time));
    private readonly SigningCredentials credentials = new(keys.Current.Jwk, SecurityAlgorithms.EcdsaSha256);

    /// <summary>When the token was made, to the millisecond; iat has whole seconds only.</summary>
    public static DateTimeOffset IssuedAt(JsonWebToken token) =>
        DateTimeOffset.FromUnixTimeMilliseconds(token.GetPayloadValue<long>(IssuedAtMilliseconds));

    /// <param name="id">Random if left out.</param>
    /// <param name="end">The lifetime of its kind from now on, if left out.</param>
    public (string Token, DateTimeOffset ExpiresAt) Issue(
        TokenKind kind,
        Dictionary<string, object> claims,
        string? id = null,
        DateTimeOffset? end = null
    )
    {
        var now = time.GetUtcNow();
        var expiresAt = DateTimeOffset.FromUnixTimeSeconds((end ?? now + options.Value.LifetimeOf(kind)).ToUnixTimeSeconds());
        claims["jti"] = id ?? Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        claims[IssuedAtMilliseconds] = now.ToUnixTimeMilliseconds();
        var token = handler.CreateToken(
            new SecurityTokenDescriptor
            {
                TokenType = Type(kind),
                Issuer = Issuer,
                Audience = Audience(kind),
                IssuedAt = now.UtcDateTime,
                Expires = expiresAt.UtcDateTime,
                Claims = claims,
                SigningCredentials = credentials,
            }
        );
        return (token, expiresAt);
    }

    /// <summary>Null unless the token is genuine, of this kind, not expired, and says when it was made.</summary>
    public JsonWebToken? Verify(TokenKind kind, string? text)
    {
        // Every key is in memory, so the task has ended when it is returned; awaiting would only make every caller asynchronous.
        var result = handler.ValidateTokenAsync(text, expected[kind]).GetAwaiter().GetResult();
        return result.IsValid && result.SecurityToken is JsonWebToken token && token.TryGetPayloadValue<long>(IssuedAtMilliseconds, out _)
            ? token
            : null;
    }

    private static TokenValidationParameters Expect(TokenKind kind, SigningKeys keys, TimeProvider time) =>
        new()
        {
            ValidIssuer = Issuer,
            ValidAudience = Audience(kind),
            ValidTypes = [Type(kind)],
            ValidAlgorithms = [SecurityAlgorithms.EcdsaSha256],
            TryAllIssuerSigningKeys = false,
            IssuerSigningKeyResolver = (_, _, kid, _) => keys.Find(kid) is { } key ? [key.Jwk] : [],
            // No leeway: the same service issues and reads, and a session that ended has ended.
            LifetimeValidator = (_, expires, _, _) => time.GetUtcNow() < expires,
        };

    private static string Type(TokenKind kind) => $"{Audience(kind)}+jwt";

    private static string Audience(TokenKind kind) => $"ghc-{Words.Of(kind)}";
}
