using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Functions.Senders;
using Ghc.Functions.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace Ghc.Functions.Tests.Laboratories;

/// <summary>From its first key on, only what a laboratory itself signed is taken in.</summary>
public sealed class SignedMessageTests(Azurite azurite) : IDisposable
{
    private readonly LabClient laboratory = new();
    private readonly LabClient other = new("sz-bgi");
    private readonly LabClient stranger = new("gz-kingmed");

    public void Dispose()
    {
        laboratory.Dispose();
        other.Dispose();
        stranger.Dispose();
    }

    [Fact]
    public async Task SignedResult_IsTakenIn_AndOnceMoreChangesNothing()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var message = laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow()));

        await SendAsync(app, message);
        await SendAsync(app, message);

        Assert.Single((await app.HolderAsync(anna)).Facts);
        Assert.Empty(await app.PoisonAsync("lab-results"));
        Assert.Equal(["accepted", "duplicate"], (await app.OutcomesAsync()).Select(outcome => outcome.Outcome).Order());
    }

    [Theory]
    [InlineData("""{"alg":"ES256","kid":"gz-kingmed/\ud800"}""")]
    [InlineData("""{"\ud800":1,"alg":"ES256","kid":"gz-kingmed/k1"}""")]
    public async Task Header_WithHalfACharacter_IsMalformedAndNobodysToken(string header)
    {
        await using var app = new GhcApp(azurite);
        var jws = Header(laboratory.Sign("{}"), header);

        Assert.True(CompactJws.Parse(jws).Refused(out var refusal, out _));
        Assert.Equal("signature-malformed", refusal.Code);
        (await app.CreateClient().GetAsync("api/laboratories/gz-kingmed/outcomes", jws)).Expect(401, "not-signed-in");
    }

    [Theory]
    [InlineData("signature-missing")]
    [InlineData("signature-invalid")]
    [InlineData("signature-malformed")]
    [InlineData("key-unknown")]
    [InlineData("laboratory-mismatch")]
    public async Task Result_NotSignedByItsLaboratory_IsPutAsideWithTheReason(string reason)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        await other.RegisterAsync(app);
        var anna = new Traveler();
        var plain = anna.LabResult(app.Clock.GetUtcNow());
        var message = reason switch
        {
            "signature-missing" => plain,
            "signature-invalid" => stranger.Sign(plain),
            "signature-malformed" => Header(laboratory.Sign(plain), """{"alg":"none","kid":"gz-kingmed/k1"}"""),
            "key-unknown" => laboratory.Sign(plain, "gz-kingmed/k9"),
            _ => other.Sign(plain),
        };

        await ExpectAsideAsync(app, anna, message, reason);

        // Whom the message names learns of it; a header that cannot be read is not asked for a payload.
        Assert.Equal(
            reason == "signature-malformed" ? [] : [("rejected", reason, anna.AccessionOf())],
            (await app.OutcomesAsync()).Select(o => (o.Outcome, o.Reason!, o.Accession!))
        );
    }

    [Theory]
    [InlineData("""{"alg":"ES384","kid":"gz-kingmed/k1"}""")]
    [InlineData("""{"alg":"HS256","kid":"gz-kingmed/k1"}""")]
    [InlineData("""{"alg":"ES256","kid":"gz-kingmed/k1","crit":["b64"],"b64":false}""")]
    [InlineData("""{"alg":"ES256","kid":"gz-kingmed/k1","kid":"gz-kingmed/k1"}""")]
    [InlineData("""{"alg":"ES256"}""")]
    [InlineData("""{"alg":"ES256","kid":7}""")]
    [InlineData("[]")]
    [InlineData("no json")]
    public void Header_ThatAsksForSomethingElse_IsRefused(string header)
    {
        Assert.True(CompactJws.Parse(Header(laboratory.Sign("{}"), header)).Refused(out var refusal, out _));
        Assert.Equal("signature-malformed", refusal.Code);
    }

    [Fact]
    public void Payload_Changed_IsNotSigned()
    {
        var parts = laboratory.Sign("""{"result":"positive"}""").Split('.');
        var forged = $"{parts[0]}.{Convert.ToBase64String("""{"result":"negative"}"""u8).TrimEnd('=')}.{parts[2]}";
        using var key = ECDsa.Create();
        key.ImportFromPem(laboratory.PublicPem);

        Assert.False(CompactJws.Parse(forged).Refused(out _, out var jws));
        Assert.False(jws!.IsSignedBy(key));
        Assert.False(CompactJws.Parse(string.Join('.', parts)).Refused(out _, out jws));
        Assert.True(jws!.IsSignedBy(key));
    }

    [Fact]
    public async Task RetiredKey_AndSuspension_AreInForceAfterAMinute_AndWhatWaitedIsReplayed()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        var (anna, ben) = (new Traveler(), new Traveler());
        await SendAsync(app, laboratory.Sign(new Traveler().LabResult(app.Clock.GetUtcNow())));

        await laboratory.SuspendAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        var suspended = laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow()));
        await ExpectAsideAsync(app, anna, suspended, "laboratory-suspended");

        // Resumed: nothing is refused on what is remembered, so there is no minute to wait.
        await laboratory.SuspendAsync(app, suspend: false);
        await SendAsync(app, suspended);
        Assert.Single((await app.HolderAsync(anna)).Facts);

        await laboratory.RetireKeyAsync(app);
        app.Clock.Advance(TimeSpan.FromSeconds(61));
        await ExpectAsideAsync(app, ben, laboratory.Sign(ben.LabResult(app.Clock.GetUtcNow())), "key-retired");

        // A laboratory whose keys are all retired does not fall back to unsigned messages.
        await ExpectAsideAsync(app, ben, ben.LabResult(app.Clock.GetUtcNow()), "signature-missing");
        using var second = new LabClient(laboratory.Id, "k2");
        await second.AddKeyAsync(app);
        await SendAsync(app, second.Sign(ben.LabResult(app.Clock.GetUtcNow())));
        Assert.Single((await app.HolderAsync(ben)).Facts);
    }

    [Fact]
    public async Task Registration_Required_UnregisteredIsPutAside()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Laboratories:RequireRegistration"] = "true";
        await using var app = new GhcApp(settings);
        app.CreateClient();
        var anna = new Traveler();

        await ExpectAsideAsync(app, anna, anna.LabResult(app.Clock.GetUtcNow()), "laboratory-unknown");
    }

    [Fact]
    public async Task SignedMessage_OfAnUnregisteredLaboratory_IsPutAside()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        var anna = new Traveler();

        await ExpectAsideAsync(app, anna, laboratory.Sign(anna.LabResult(app.Clock.GetUtcNow())), "laboratory-unknown");
    }

    [Fact]
    public async Task Batch_RowInTheNameOfAnotherLaboratory_IsRefused()
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        await other.RegisterAsync(app);
        var anna = new Traveler();
        var row = JsonNode.Parse(anna.LabResult(app.Clock.GetUtcNow()))!.AsObject();
        row.Remove("schema");
        var batch = new JsonObject
        {
            ["schema"] = "ghc.lab-results.v1",
            ["laboratory"] = "sz-bgi",
            ["results"] = new JsonArray(row),
        };

        await SendAsync(app, other.Sign(batch.ToJsonString()));

        Assert.Empty((await app.HolderAsync(anna)).Facts);
        Assert.Equal(
            ("rejected", "laboratory-mismatch"),
            Assert.Single(await app.OutcomesAsync(laboratory: "sz-bgi")) is var o ? (o.Outcome, o.Reason) : default
        );
    }

    /// <summary>
    /// A row that would pass as a message of its own is put aside without our word for it, whether the signature over it is good or nobody
    /// looked at it.
    /// </summary>
    [Theory]
    [InlineData("sz-bgi")]
    [InlineData(null)]
    public async Task Batch_RowThatIsAMessageOfAnotherLaboratory_IsRefusedAlsoWhenItIsReplayed(string? signer)
    {
        await using var app = new GhcApp(azurite);
        app.CreateClient();
        await laboratory.RegisterAsync(app);
        await other.RegisterAsync(app);
        var anna = new Traveler();
        var forged = anna.LabResult(app.Clock.GetUtcNow());
        await SendAsync(
            app,
            other.Sign($$"""{"schema":"ghc.lab-results.v1","laboratory":{{JsonSerializer.Serialize(signer)}},"results":[{{forged}}]}""")
        );

        var desk = app.Services.GetRequiredService<Functions.Poison.PoisonReplay>();
        var aside = Assert.Single((await desk.ListAsync("lab-results", TestContext.Current.CancellationToken))["lab-results"]);
        Assert.Equal("laboratory-mismatch", aside.Code);
        Assert.False(
            (await desk.ReplayAsync(aside.Id, mended: null, "operator", TestContext.Current.CancellationToken)).Refused(out _, out _)
        );
        await app.DrainAsync("lab-results", "recompute-colors");

        Assert.Empty((await app.HolderAsync(anna)).Facts);
        Assert.Equal(
            "signature-missing",
            Assert.Single((await desk.ListAsync("lab-results", TestContext.Current.CancellationToken))["lab-results"]).Code
        );
    }

    [Fact]
    public async Task Session_OfOurs_IsNoSignedMessage_NorIsAForgedReplay()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        await laboratory.RegisterAsync(app);
        var anna = new Traveler();
        var session = await anna.ApplyAsync(app, client);
        var before = (await app.HolderAsync(anna)).Facts.Count;

        await SendAsync(app, session);
        await SendAsync(app, stranger.Sign(anna.LabResult(app.Clock.GetUtcNow()), "ghc/k1"));

        Assert.Equal(before, (await app.HolderAsync(anna)).Facts.Count);
        Assert.Equal(2, (await app.PoisonAsync("lab-results")).Count);
    }

    private static async Task SendAsync(GhcApp app, string message)
    {
        await app.IngestAsync("lab-results", message);
    }

    private static async Task ExpectAsideAsync(GhcApp app, Traveler who, string message, string reason)
    {
        await SendAsync(app, message);
        Assert.Empty((await app.HolderAsync(who)).Facts);
        Assert.Contains(message, await app.Services.GetRequiredService<Functions.Poison.PoisonReplay>().TextsAsync());
        Assert.Equal(reason, await app.PoisonReasonAsync(message));
    }

    private static string Header(string jws, string header) =>
        $"{Convert.ToBase64String(Encoding.UTF8.GetBytes(header)).TrimEnd('=').Replace('+', '-').Replace('/', '_')}.{string.Join('.', jws.Split('.')[1..])}";
}
