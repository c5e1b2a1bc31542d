using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Pages are there at once and stay where they are.</summary>
public sealed class FirstPaintTests(Azurite azurite, Chromium chromium)
{
    private const string WatchShifts =
        """
        window.shifts = [];
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries())
            if (!entry.hadRecentInput) window.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName).join(' | ')}`);
        }).observe({ type: 'layout-shift', buffered: true });
        """;

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task OpenPages_ApiNeverAnswers_PaintAllTheSame(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var asked = new List<string>();
        await page.RouteAsync("**/api/**", route =>
        {
            asked.Add(route.Request.Url);
            return Task.CompletedTask;
        });
        foreach (var path in new[] { "/", "/apply", "/login", "/help", "/inspector", "/places", "/no-such-page" })
        {
            await page.GotoAsync(path);
            await page.Locator("h1").WaitForAsync();
            Assert.NotEqual("", await page.Locator("main").InnerTextAsync());
        }

        Assert.Empty(asked);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task TravelersPages_NothingMoves(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        await phone.AddInitScriptAsync(WatchShifts);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        var pages = new[]
        {
            ("/", ".hero"), ("/apply", "form"), ("/login", "form"), ("/help", ".question"), ("/code", ".as-of"), ("/companions", ".people"), ("/companions/add", "form"),
            ("/password", "form"), ("/visits", ".rows"), ("/account", ".check input:enabled"), ("/print", ".prints"), ("/renew", ".notice"),
        };
        foreach (var (path, ready) in pages)
        {
            await page.GotoAsync(path);
            await page.Locator(ready).First.WaitForAsync();
            // Two frames later everything that was to be drawn has been, and was measured.
            var shifts = await page.EvaluateAsync<string[]>("async () => { for (let frame = 0; frame < 3; frame++) await new Promise(requestAnimationFrame); return window.shifts; }");
            Assert.True(shifts.Length == 0, $"{path} moved: {string.Join('\n', shifts)}");
        }
    }
}
