using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text.Json;
using Ghc.Domain.Codes;
using Ghc.Domain.Colors;
using Ghc.Platform.Encryption;
using Microsoft.Extensions.Time.Testing;

namespace Ghc.Functions.Tests.Security;

public sealed class JwksTests
{
    private readonly KeyOptions keys = TestKeys.Options();

    [Fact]
    public void Json_HoldsPublicPartsOnlyAndTheCurrentKeyFirst()
    {
        var set = Keys(TestKeys.Rotated(keys));

        Assert.Equal(["k2", "k1"], set.Select(k => k.GetProperty("kid").GetString()));
        Assert.All(set, k => Assert.Equal(["kty", "crv", "x", "y", "kid", "use", "alg"], k.EnumerateObject().Select(p => p.Name)));
        Assert.All(
            set,
            k => Assert.Equal(("EC", "P-256", "sig", "ES256"), (Text(k, "kty"), Text(k, "crv"), Text(k, "use"), Text(k, "alg")))
        );
    }

    [Fact]
    public void Json_KeyThatOnlyVerifies_IsListed()
    {
        keys.Signing.Keys["old"] = TestKeys.PublicOf(TestKeys.NewPrivate());

        Assert.Equal(["k1", "old"], Keys(keys).Select(k => Text(k, "kid")).Order());
    }

    [Fact]
    public void Json_VerifiesARealCode_WithAKeyBuiltFromItAlone()
    {
        var now = new DateTimeOffset(2022, 7, 1, 8, 0, 0, TimeSpan.Zero);
        var code = TestKeys
            .HealthCodes(keys, new FakeTimeProvider(now))
            .Mint(new string('a', 32), Color.Green, "A***", now, now, now.AddMinutes(1));
        var jwk = Assert.Single(Keys(keys));
        using var key = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new() { X = Base64Url.DecodeFromChars(Text(jwk, "x")), Y = Base64Url.DecodeFromChars(Text(jwk, "y")) },
            }
        );

        Assert.True(Base45.TryDecode(code.Text.AsSpan(5), out var cose));
        Assert.True(CoseMessage.DecodeSign1(cose).VerifyEmbedded(key));
    }

    private static string? Text(JsonElement key, string name) => key.GetProperty(name).GetString();

    private static List<JsonElement> Keys(KeyOptions options) =>
        [.. JsonDocument.Parse(new Jwks(TestKeys.Signing(options)).Json).RootElement.GetProperty("keys").EnumerateArray()];
}
