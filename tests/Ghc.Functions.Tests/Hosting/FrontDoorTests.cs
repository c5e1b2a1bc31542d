using System.Diagnostics;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Hosting;
using Ghc.Platform.Http;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace Ghc.Functions.Tests.Hosting;

public sealed class FrontDoorTests(Azurite azurite)
{
    private const string Ours = "5a1f3c62-0000-4000-8000-000000000001";

    [Theory]
    [InlineData("", null, true)]
    [InlineData("", "somebody's", true)]
    [InlineData(Ours, Ours, true)]
    [InlineData(Ours, "5A1F3C62-0000-4000-8000-000000000001", true)]
    [InlineData(Ours, null, false)]
    [InlineData(Ours, "", false)]
    [InlineData(Ours, "5a1f3c62-0000-4000-8000-000000000002", false)]
    public void Request_WithTheIdOfOurFrontDoor_IsAdmitted(string expected, string? sent, bool admitted)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers["X-Azure-FDID"] = sent;

        Assert.Equal(admitted, new FrontDoorMiddleware(Options.Create(new SiteOptions { FrontDoorId = expected })).Admits(context.Request));
    }

    [Fact]
    public async Task App_FrontDoorIdIsSet_AdmitsNobodyElse()
    {
        var settings = new AppSettings(azurite.NewAccount());
        settings.Values["Site:FrontDoorId"] = Ours;
        await using var app = new GhcApp(settings);
        var client = app.CreateClient();
        var clock = Stopwatch.StartNew();

        foreach (var path in new[] { "api/keys", "", "api/none" })
        {
            var refused = (await client.GetAsync(path, token: null)).Expect(403, "forbidden");
            Assert.Equal("nosniff", Assert.Single(refused.Response.Headers.GetValues("X-Content-Type-Options")));
        }

        // The worker waits 15 seconds for a request that never reaches its function, and then reports a failure.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(15));
        Assert.DoesNotContain(app.Logs.Lines, line => line.StartsWith("Error", StringComparison.Ordinal));
        client.DefaultRequestHeaders.Add("X-Azure-FDID", Ours);
        (await client.GetAsync("api/keys", token: null)).Expect(200);
    }
}
