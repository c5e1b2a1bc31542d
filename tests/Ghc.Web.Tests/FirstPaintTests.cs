using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Pages are there at once and stay where they are.</summary>
public sealed class FirstPaintTests(Azurite azurite, Chromium chromium)
{
    /// <summary>What moves by itself, and what the policy of the page forbids.</summary>
    private const string Watch = """
        window.shifts = [];
        window.forbidden = [];
        addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI }) => window.forbidden.push(`${violatedDirective} ${blockedURI}`));
        const note = (entries) => {
          // Nobody touches anything here, so what follows the setting of a phone's viewport counts too, which the browser takes for input.
          for (const entry of entries)
            window.shifts.push(`${entry.value.toFixed(4)} ${entry.sources.map(({ node }) => node?.outerHTML?.slice(0, 80) ?? node?.nodeName).join(' | ')}`);
          return window.shifts;
        };
        const observer = new PerformanceObserver((list) => note(list.getEntries()));
        observer.observe({ type: 'layout-shift', buffered: true });
        window.takeShifts = () => note(observer.takeRecords());
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
        await page.RouteAsync(
            "**/api/**",
            route =>
            {
                asked.Add(route.Request.Url);
                return Task.CompletedTask;
            }
        );
        foreach (var path in new[] { "/", "/apply", "/login", "/help", "/inspector", "/places", "/no-such-page" })
        {
            await page.GotoAsync(path);
            await page.Locator("h1").WaitForAsync();
            Assert.NotEqual("", await page.Locator("main").InnerTextAsync());
        }

        // Whether the service ends is asked once the page is there, and the page does not wait for it.
        Assert.All(asked, url => Assert.EndsWith("/api/sunset", url, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task TravelersPages_NothingMoves(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        await phone.AddInitScriptAsync(Watch);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        foreach (var (path, ready) in Pages.OfTravelers)
        {
            await page.GotoAsync(path);
            await page.Locator(ready).First.WaitForAsync();
            var shifts = await ShiftsAsync(page);
            Assert.True(shifts.Length == 0, $"{path} moved: {string.Join('\n', shifts)}");
            Assert.Empty(await page.EvaluateAsync<string[]>("window.forbidden"));
        }

        // The watch does notice: a heading that grows, a style in the page.
        await page.EvaluateAsync(
            "() => { document.querySelector('h1').style.paddingTop = '200px'; document.body.append(Object.assign(document.createElement('style'), { textContent: 'p { color: red }' })); }"
        );
        await page.WaitForFunctionAsync("() => window.takeShifts().length > 0 && window.forbidden.length > 0");
    }

    /// <summary>
    /// On a slow network each round trip and each kilobyte is felt: signing in costs one, the first code another, which is small, and no
    /// part of a page waits to be loaded. What only people need who are not green, to appeal, comes once the code is there.
    /// </summary>
    [Theory]
    [InlineData(40, "green")]
    [InlineData(2, "red")]
    public async Task SignIn_ToTheCode_IsTwoRoundTripsOfFewBytes(int daysAgo, string color)
    {
        await using var site = new Site(azurite);
        var anna = await site.TravelerAsync(daysAgo);
        await site.ApplyAsync(anna);
        await using var phone = await chromium.PhoneAsync(site.Url);
        // Without the worker, which loads everything in the background.
        await phone.AddInitScriptAsync(
            "Object.defineProperty(Navigator.prototype, 'serviceWorker', { get: () => ({ register: () => new Promise(() => {}), ready: new Promise(() => {}) }) })"
        );
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        var asked = new List<IResponse>();
        page.Response += (_, response) => asked.Add(response);
        await page.SubmitAsync();
        await page.StripAsync();

        await page.Locator($".card.{color}").WaitForAsync();
        var parts = asked.Where(response => response.Url.Contains("/assets/", StringComparison.Ordinal)).ToList();
        Assert.Equal(["/api/login", "/api/code?minutes=5"], asked.Take(2).Select(response => new Uri(response.Url).PathAndQuery));
        Assert.Equal("/api/code?minutes=240", new Uri(asked.Except(parts).ElementAt(2).Url).PathAndQuery);
        Assert.True(color == "red" || parts.Count == 0);
        Assert.True((await asked[1].BodyAsync()).Length < 5_000);
        Assert.Equal("br", await asked.Except(parts).ElementAt(2).HeaderValueAsync("content-encoding"));
    }

    /// <summary>Some frames later everything that was to be drawn has been, and was measured.</summary>
    private static Task<string[]> ShiftsAsync(IPage page) =>
        page.EvaluateAsync<string[]>(
            "async () => { for (let frame = 0; frame < 4; frame++) await new Promise(requestAnimationFrame); return window.takeShifts(); }"
        );
}
