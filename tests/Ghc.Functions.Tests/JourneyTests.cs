using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests;

/// <summary>The main job, from the border to the gate, over HTTP and queues on real storage.</summary>
public sealed class JourneyTests(Azurite azurite)
{
    [Fact]
    public async Task Journey_FromBorderToGate_ColorFollowsTestsAndDays()
    {
        await using var app = new GhcApp(azurite);
        var client = app.CreateClient();
        var anna = new Traveler();

        // The border reports an entry two days ago; Anna applies and is told by text where her code is.
        await app.IngestAsync("border-crossings", anna.Crossing(app.Clock.GetUtcNow().AddDays(-2)));
        var applied = (await client.PostAsync("api/apply", anna.Application(await anna.SmsCodeAsync(app, client), "en"))).Expect(201);
        await Wait.UntilAsync(async () =>
            (await anna.TextsAsync(client)).Any(text => text.Contains("https://ghc.example", StringComparison.Ordinal))
        );

        // Day 3 after the entry: red, with the reason and the day on which it ends.
        var token = applied.Text("accessToken");
        var code = (await client.GetAsync("api/code", token)).Expect(200);
        Assert.Equal(
            ("red", "inbound-red", applied.Text("holderId")),
            (code.Text("color"), (string?)code["reasons"][0]!["code"], code.Text("holderId"))
        );
        Assert.Equal("2022-07-19T16:00:00Z", code.Text("changesAt"));
        Assert.StartsWith("GHC1:", code.Text("healthCode"), StringComparison.Ordinal);

        // She sets a password and comes back with it.
        (await client.PostAsync("api/set-password", new { password = "Kapok#2022" }, token)).Expect(204);
        var returned = (await client.PostAsync("api/login", new { phone = anna.Phone, password = "Kapok#2022" })).Expect(200);

        // Day 11: yellow by time alone. A negative sampled that morning turns it green.
        app.Clock.Advance(TimeSpan.FromDays(8));
        token = (await anna.LoginAsync(app, client)).Expect(200).Text("accessToken");
        Assert.Equal("yellow", (await client.GetAsync("api/code", token)).Text("color"));
        await app.SendAsync("lab-results", anna.LabResult(app.Clock.GetUtcNow().AddHours(-1)));
        await Wait.UntilAsync(async () => (await client.GetAsync("api/code", token)).Text("color") == "green");
        code = await client.GetAsync("api/code", token);
        Assert.Equal(("24h", "negative"), (code.Text("testAge"), (string?)code["tests"][0]!["result"]));

        // At the gate an inspector scans the code and lets her in.
        var inspector = await Inspector.AtWorkAsync(app, client);
        var scan = (await client.ScanAsync(inspector, code.Text("healthCode"))).Expect(200);
        Assert.Equal(("admit", "green", "A*** S***"), (scan.Text("verdict"), scan.Text("color"), scan.Text("name")));
        Assert.DoesNotContain(anna.IdNumber, scan.Json!.ToJsonString(), StringComparison.Ordinal);
        Assert.Equal(401, (await client.GetAsync("api/code", returned.Text("accessToken"))).Status);
    }
}
