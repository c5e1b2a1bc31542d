using System.Buffers.Text;
using System.Text;
using CsCheck;
using Ghc.Functions.Access;
using Ghc.Platform.Encryption;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Tests.Security;

public sealed class SessionsTests
{
    private static readonly DateTimeOffset Start = new(2022, 7, 1, 8, 0, 0, 123, TimeSpan.Zero);
    private readonly FakeTimeProvider time = new(Start);
    private readonly KeyOptions keys = TestKeys.Options();
    private readonly Sessions sessions;

    public SessionsTests() => sessions = TestKeys.Sessions(keys, time);

    [Fact]
    public void Read_IssuedSession_GivesEverythingBack()
    {
        var (token, expiresAt) = sessions.Issue("phone", "holder", ["officer", "administrator"], SignInMethod.Both);

        Assert.False(sessions.Read(Request("Bearer " + token)).Refused(out _, out var session));
        Assert.Equal(("phone", "holder", SignInMethod.Both), (session.PhoneKey, session.HolderId, session.Method));
        Assert.Equal(["officer", "administrator"], session.Roles);
        Assert.Equal(Start, session.IssuedAt);
        Assert.Equal(expiresAt, session.ExpiresAt);
        Assert.Equal(new DateTimeOffset(2022, 7, 1, 8, 30, 0, TimeSpan.Zero), expiresAt);
        Assert.Equal(24, session.Id.Length);
    }

    [Theory]
    [InlineData("SmsCode")]
    [InlineData("Password")]
    public void Read_SessionOfOneFactor_HasNoRoles(string factor)
    {
        var method = Enum.Parse<SignInMethod>(factor);
        var (token, _) = sessions.Issue("phone", null, ["officer"], method);

        Assert.False(sessions.Read(Request("bearer " + token)).Refused(out _, out var session));
        Assert.Equal(method, session.Method);
        Assert.Null(session.HolderId);
        Assert.Empty(session.Roles);
    }

    [Fact]
    public void ReadShift_IssuedShift_GivesEverythingBack()
    {
        var (token, expiresAt) = sessions.IssueShift("phone", "demo-luohu-port", "羅湖口岸 \"Luohu\"");

        Assert.False(sessions.ReadShift(Request("Bearer " + token)).Refused(out _, out var shift));
        Assert.Equal(("phone", "demo-luohu-port", "羅湖口岸 \"Luohu\""), (shift.PhoneKey, shift.PlaceId, shift.PlaceName));
        Assert.Equal((Start, expiresAt), (shift.IssuedAt, shift.ExpiresAt));
        Assert.Equal(new DateTimeOffset(2022, 7, 1, 20, 0, 0, TimeSpan.Zero), expiresAt);
    }

    [Fact]
    public void Read_UntilItExpiresAndNoLonger()
    {
        var (token, expiresAt) = sessions.Issue("phone", null, [], SignInMethod.SmsCode);
        var (unseen, _) = sessions.Issue("phone", null, [], SignInMethod.SmsCode);

        time.SetUtcNow(expiresAt.AddMilliseconds(-1));
        Assert.Null(Refusal(token));
        time.SetUtcNow(expiresAt);
        Assert.Equal(("not-signed-in", "not-signed-in"), (Refusal(token), Refusal(unseen)));
    }

    /// <summary>The signature of a shift is checked once; its end is looked at every time.</summary>
    [Fact]
    public void ReadShift_SeenBefore_EndsWithTheShift()
    {
        var (token, expiresAt) = sessions.IssueShift("phone", "place", "Place");
        Assert.Null(ShiftRefusal());

        time.SetUtcNow(expiresAt.AddMilliseconds(-1));
        Assert.Null(ShiftRefusal());
        time.SetUtcNow(expiresAt);
        Assert.Equal("not-signed-in", ShiftRefusal());
        Assert.Equal(
            "not-signed-in",
            sessions.ReadShift(Request($"Bearer {token[..^2]}AA")).Refused(out var forged, out _) ? forged.Code : null
        );

        string? ShiftRefusal() => sessions.ReadShift(Request("Bearer " + token)).Refused(out var refusal, out _) ? refusal.Code : null;
    }

    [Fact]
    public void Read_ShiftToken_IsRefused()
    {
        var token = sessions.IssueShift("phone", "place", "Place").Token;

        Assert.Equal("not-signed-in", Refusal(token));
        Assert.Null(ShiftRefusal("Bearer " + token));
        Assert.Equal("not-signed-in", Refusal(token));
    }

    [Fact]
    public void Read_SeenBefore_IsTheSameSession()
    {
        var request = Request("Bearer " + sessions.Issue("phone", "holder", [], SignInMethod.SmsCode).Token);

        Assert.False(sessions.Read(request).Refused(out _, out var first));
        Assert.False(sessions.Read(request).Refused(out _, out var second));
        Assert.Same(first, second);
    }

    [Fact]
    public void ReadShift_TravelersSession_SaysThatTheyAreNoInspector()
    {
        var token = sessions.Issue("phone", "holder", [], SignInMethod.SmsCode).Token;

        Assert.Equal("not-an-inspector", ShiftRefusal("Bearer " + token));
        time.Advance(TimeSpan.FromHours(1));
        Assert.Equal("not-signed-in", ShiftRefusal("Bearer " + token));
        Assert.Equal("not-signed-in", ShiftRefusal(null));
    }

    [Fact]
    public void Read_AnyCharacterChanged_IsRefused()
    {
        var token = sessions.Issue("phone", "holder", [], SignInMethod.SmsCode).Token;
        Assert.Null(Refusal(token));

        // Though it is remembered now, nothing that differs from it is taken for it. The last character of a 64-byte signature carries two
        // bits that no decoder uses, so it is changed by more than those.
        Assert.All(
            Enumerable.Range(0, token.Length),
            i =>
            {
                var other = token[i] == 'A' ? 'Q' : 'A';
                Assert.Equal("not-signed-in", Refusal(token[..i] + (token[i] is >= 'A' and <= 'P' ? 'Q' : other) + token[(i + 1)..]));
            }
        );
    }

    [Fact]
    public void Read_WithoutSignature_IsRefused()
    {
        var parts = sessions.Issue("phone", "holder", [], SignInMethod.SmsCode).Token.Split('.');
        var none = Encode("""{"alg":"none","typ":"ghc-session+jwt","kid":"k1"}""");

        Assert.Equal("not-signed-in", Refusal($"{none}.{parts[1]}."));
        Assert.Equal("not-signed-in", Refusal($"{none}.{parts[1]}.{parts[2]}"));
        Assert.Equal("not-signed-in", Refusal($"{parts[0]}.{parts[1]}."));
    }

    [Fact]
    public void Read_SymmetricSignatureWithThePublicKey_IsRefused()
    {
        var spki = new SymmetricSecurityKey(Convert.FromBase64String(TestKeys.PublicOf(keys.Signing.Keys["k1"]))) { KeyId = "k1" };

        Assert.Equal("not-signed-in", Refusal(Forge(new(spki, SecurityAlgorithms.HmacSha256))));
    }

    [Fact]
    public void Read_ForgedWithAnotherKey_IsRefused()
    {
        var stranger = TestKeys.Signing(TestKeys.Options()).Current.Jwk;

        Assert.Equal("not-signed-in", Refusal(Forge(new(stranger, SecurityAlgorithms.EcdsaSha256))));
    }

    [Theory]
    [InlineData("ghc", "ghc-session", "ghc-session+jwt", null)]
    [InlineData("ghc", "ghc-shift", "ghc-session+jwt", "not-signed-in")]
    [InlineData("ghc", "ghc-session", "ghc-shift+jwt", "not-signed-in")]
    [InlineData("ghc", "ghc-session", "JWT", "not-signed-in")]
    [InlineData("other", "ghc-session", "ghc-session+jwt", "not-signed-in")]
    public void Read_OwnKeyButOtherIssuerAudienceOrType_IsRefused(string issuer, string audience, string type, string? refusal) =>
        Assert.Equal(
            refusal,
            Refusal(Forge(new(TestKeys.Signing(keys).Current.Jwk, SecurityAlgorithms.EcdsaSha256), issuer, audience, type))
        );

    [Theory]
    [InlineData(null)]
    [InlineData("soon")]
    public void Read_GenuineWithoutItsTime_IsRefused(string? issuedAt) =>
        Assert.Equal(
            "not-signed-in",
            Refusal(
                Forge(
                    new(TestKeys.Signing(keys).Current.Jwk, SecurityAlgorithms.EcdsaSha256),
                    change: claims =>
                    {
                        claims.Remove("iat_ms");
                        if (issuedAt is not null)
                        {
                            claims["iat_ms"] = issuedAt;
                        }
                    }
                )
            )
        );

    [Fact]
    public void Rotation_OldTokenStaysGoodUntilItsKeyIsRetired()
    {
        var old = Request("Bearer " + sessions.Issue("phone", null, [], SignInMethod.SmsCode).Token);
        var rotated = TestKeys.Rotated(keys);

        Assert.False(TestKeys.Sessions(rotated, time).Read(old).Refused(out _, out _));
        Assert.True(TestKeys.Sessions(TestKeys.Retired(rotated), time).Read(old).Refused(out _, out _));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Bearer ..")]
    [InlineData("Bearer ....")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer e30.e30.")]
    [InlineData("Bearer \u0000.\u6211.\uD800")]
    [InlineData("Basic dTpw")]
    public void Read_NoToken_IsRefused(string? header) => Assert.True(sessions.Read(Request(header)).Refused(out _, out _));

    [Fact]
    public void Read_AnyHeader_NeverThrows()
    {
        Gen.Select(Gen.String, Gen.String, Gen.String)
            .Sample((a, b, c) => sessions.ReadShift(Request($"Bearer {a}.{b}.{c}")).Refused(out _, out _));
        Gen.String.Sample(s => sessions.Read(Request($"Bearer {Encode(s)}.{Encode(s)}.AAAA")).Refused(out _, out _));
        Assert.True(sessions.Read(Request("Bearer " + new string('e', 1_000_000))).Refused(out _, out _));
        Assert.True(sessions.Read(Request("Bearer " + new string('.', 4000))).Refused(out _, out _));
        Assert.True(sessions.Read(Request($"Bearer {Encode(new string('[', 2900))}.e30.AAAA")).Refused(out _, out _));
    }

    [Fact]
    public void Read_TwoHeaders_IsRefused()
    {
        var request = Request("Bearer " + sessions.Issue("phone", null, [], SignInMethod.SmsCode).Token);
        request.Headers.Append("Authorization", request.Headers.Authorization[0]);

        Assert.True(sessions.Read(request).Refused(out _, out _));
    }

    [Fact]
    public void SessionAndShift_AreMadeByTheClassSessionsOnly()
    {
        var proofs = typeof(Session)
            .Assembly.GetTypes()
            .Where(t => t.IsSubclassOf(typeof(Session)) || t.IsSubclassOf(typeof(Shift)))
            .ToList();

        Assert.Equal(2, proofs.Count);
        Assert.All(proofs, t => Assert.True(t.IsNestedPrivate && t.DeclaringType == typeof(Sessions)));
        Assert.True(typeof(Session).IsAbstract && typeof(Shift).IsAbstract);
    }

    private static string Encode(string text) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes(text));

    private static HttpRequest Request(string? authorization)
    {
        var request = new DefaultHttpContext().Request;
        request.Headers.Authorization = authorization;
        return request;
    }

    private static string Forge(
        SigningCredentials credentials,
        string issuer = "ghc",
        string audience = "ghc-session",
        string type = "ghc-session+jwt",
        Action<Dictionary<string, object>>? change = null
    )
    {
        var claims = new Dictionary<string, object>
        {
            ["sub"] = "phone",
            ["jti"] = "1",
            ["iat_ms"] = Start.ToUnixTimeMilliseconds(),
            ["amr"] = new[] { "sms" },
        };
        change?.Invoke(claims);
        return new JsonWebTokenHandler().CreateToken(
            new SecurityTokenDescriptor
            {
                Issuer = issuer,
                Audience = audience,
                TokenType = type,
                IssuedAt = Start.UtcDateTime,
                Expires = Start.UtcDateTime.AddMinutes(30),
                Claims = claims,
                SigningCredentials = credentials,
            }
        );
    }

    private string? Refusal(string token) => sessions.Read(Request("Bearer " + token)).Refused(out var why, out _) ? why.Code : null;

    private string? ShiftRefusal(string? header) => sessions.ReadShift(Request(header)).Refused(out var why, out _) ? why.Code : null;
}
