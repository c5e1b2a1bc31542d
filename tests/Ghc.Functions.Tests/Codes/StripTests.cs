using System.Formats.Cbor;
using System.Security.Cryptography;
using System.Security.Cryptography.Cose;
using System.Text.Json.Nodes;
using Ghc.Domain.Codes;
using Ghc.Functions.Tests.Support;
using Microsoft.IdentityModel.Tokens;

namespace Ghc.Functions.Tests.Codes;

/// <summary>The codes of the next minutes by one request, their pictures, and what a verifier without us can check.</summary>
public sealed class StripTests(SharedApp shared) : IClassFixture<SharedApp>
{
    private readonly GhcApp app = shared.App;
    private readonly HttpClient client = shared.Client;

    [Fact]
    public async Task Code_WithMinutes_IsAStripWithoutGapsOrLinks()
    {
        var code = (await client.GetAsync("api/code?minutes=120", await new Traveler().ApplyAsync(app, client))).Expect(200);

        var strip = code["strip"].AsArray();
        Assert.Equal(120, strip.Count);
        Assert.Equal(code.Text("healthCode"), (string?)strip[0]!["healthCode"]);
        Assert.Equal(code.Text("healthCodeExpiresAt"), (string?)strip[0]!["expiresAt"]);
        Assert.Equal(code.Text("assessedAt"), (string?)strip[0]!["notBefore"]);
        Assert.All(strip.Zip(strip.Skip(1)), pair => Assert.Equal((string?)pair.First!["expiresAt"], (string?)pair.Second!["notBefore"]));
        Assert.All(strip, one => Assert.Equal(TimeSpan.FromSeconds(60), Time(one, "expiresAt") - Time(one, "notBefore")));
        Assert.Equal(strip.Count, strip.Select(one => (string?)one!["healthCode"]).Distinct().Count());
    }

    [Fact]
    public async Task Code_ChangingSoon_EndsItsStripThere()
    {
        var (anna, changesAt) = (new Traveler(), DateTimeOffset.MinValue);
        var token = await anna.ApplyAsync(app, client);
        changesAt = (await client.GetAsync("api/code", token))["changesAt"].GetValue<DateTimeOffset>();
        app.Clock.SetUtcNow(changesAt.AddSeconds(-90));
        token = (await anna.LoginAsync(app, client)).Text("accessToken");

        var strip = (await client.GetAsync("api/code?minutes=240", token)).Expect(200)["strip"].AsArray();

        Assert.Equal(2, strip.Count);
        Assert.Equal(changesAt, Time(strip[^1], "expiresAt"));
        app.Clock.SetUtcNow(changesAt);
        Assert.Equal("yellow", await client.ColorAsync(token));
    }

    [Theory]
    [InlineData("api/code?minutes=0", "minutes")]
    [InlineData("api/code?minutes=241", "minutes")]
    [InlineData("api/code?minutes=-1", "minutes")]
    [InlineData("api/code?minutes=1.5", "minutes")]
    [InlineData("api/code?minutes=", "minutes")]
    [InlineData("api/code?minutes=1&minutes=2", "minutes")]
    [InlineData("api/code.svg?size=99", "size")]
    [InlineData("api/code.svg?size=2001", "size")]
    [InlineData("api/code.png?size=1e3", "size")]
    [InlineData("api/code.png?size=99999999999999999999", "size")]
    public async Task Code_NumberOutOfRange_IsNamed(string path, string parameter)
    {
        var answer = (await client.GetAsync(path, await new Traveler().ApplyAsync(app, client))).Expect(400, "invalid-request");

        Assert.Equal(parameter, Assert.Single(answer["errors"].AsObject()).Key);
    }

    [Fact]
    public async Task CodePictures_ArePictures()
    {
        var token = await new Traveler().ApplyAsync(app, client);

        var svg = (await client.GetAsync("api/code.svg?size=300", token)).Expect(200);
        Assert.Equal("image/svg+xml; charset=utf-8", svg.Response.Content.Headers.ContentType?.ToString());
        Assert.StartsWith("<svg xmlns='http://www.w3.org/2000/svg' width='300'", await TextAsync(svg), StringComparison.Ordinal);
        Assert.Equal("no-store", svg.Response.Headers.CacheControl?.ToString());
        var png = (await client.GetAsync("api/code.png", token)).Expect(200);
        Assert.Equal("image/png", png.Response.Content.Headers.ContentType?.MediaType);
        var bytes = await png.Response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        Assert.Equal([0x89, (byte)'P', (byte)'N', (byte)'G'], bytes[..4]);
        (await client.GetAsync("api/code.png", token: null)).Expect(401, "not-signed-in");
    }

    [Fact]
    public async Task Keys_VerifyARealCode_WithoutAskingUs()
    {
        var code = (await client.GetAsync("api/code", await new Traveler().ApplyAsync(app, client))).Expect(200);
        var keys = new JsonWebKeySet((await client.GetAsync("api/keys", token: null)).Expect(200).Json!.ToJsonString());

        Assert.True(Base45.TryDecode(code.Text("healthCode").AsSpan("GHC1:".Length), out var bytes));
        var message = CoseMessage.DecodeSign1(bytes!);
        var kid = message.ProtectedHeaders[CoseHeaderLabel.KeyIdentifier].GetValueAsBytes();
        var key = Assert.Single(keys.Keys, k => k.Kid == System.Text.Encoding.UTF8.GetString(kid));
        using var ecdsa = ECDsa.Create(
            new ECParameters
            {
                Curve = ECCurve.NamedCurves.nistP256,
                Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(key.X), Y = Base64UrlEncoder.DecodeBytes(key.Y) },
            }
        );
        Assert.Null(key.D);
        Assert.True(message.VerifyEmbedded(ecdsa));
        Assert.Equal(CborReaderState.StartMap, new CborReader(message.Content!.Value).PeekState());
    }

    private static DateTimeOffset Time(JsonNode? code, string member) => code![member]!.GetValue<DateTimeOffset>();

    private static Task<string> TextAsync(Answer answer) =>
        answer.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
}
