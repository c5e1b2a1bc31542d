using Ghc.Functions.Tests.Support;

namespace Ghc.Functions.Tests.Http;

/// <summary>Storage goes away under a running service, and comes back.</summary>
public sealed class OutageTests : IAsyncLifetime
{
    private readonly Azurite own = Azurite.ForOneTest();

    public ValueTask InitializeAsync() => ((IAsyncLifetime)own).InitializeAsync();

    public ValueTask DisposeAsync() => ((IAsyncDisposable)own).DisposeAsync();

    [Fact]
    public async Task Calls_StorageIsAway_SayComeBack_AndWorkAgainWhenItIsBack()
    {
        await using var app = new GhcApp(own);
        var (client, anna) = (app.CreateClient(), new Traveler());
        var token = await anna.ApplyAsync(app, client);
        var shift = await Inspector.AtWorkAsync(app, client);
        var healthCode = await client.HealthCodeAsync(token);

        await own.StopAsync();
        Answer[] away =
        [
            await client.GetAsync("api/code", token),
            await client.ScanAsync(shift, healthCode),
            await client.PostAsync("api/login", new { phone = anna.Phone, smsCode = "123456" }),
        ];
        var health = await client.GetAsync("api/health", token: null);
        var live = await client.GetAsync("api/health?probe=live", token: null);
        var keys = await client.GetAsync("api/keys", token: null);
        var invalid = await client.PostAsync("api/login", new { phone = anna.Phone });

        Assert.All(
            away,
            answer =>
            {
                answer.Expect(503, "temporarily-unavailable");
                Assert.Equal(TimeSpan.FromSeconds(5), answer.Response.Headers.RetryAfter!.Delta);
                Assert.Equal("application/problem+json", answer.Response.Content.Headers.ContentType!.MediaType);
                Assert.True(answer.Response.Content.Headers.ContentLength > 0);
                Assert.Equal("nosniff", Assert.Single(answer.Response.Headers.GetValues("X-Content-Type-Options")));
            }
        );
        Assert.Equal("unavailable", (string?)health.Expect(503)["dependencies"]["tables"]);
        live.Expect(200);
        keys.Expect(200);
        invalid.Expect(400, "invalid-request");

        await own.StartAsync();
        await Wait.UntilAsync(async () => (await client.GetAsync("api/health", token: null)).Status == 200);
        (await client.GetAsync("api/code", token)).Expect(200);
        (await client.ScanAsync(shift, healthCode)).Expect(200);
    }
}
