using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Pictures of the main states, for people to look at: artifacts/screenshots (`make screenshots`).</summary>
public sealed class ScreenshotTests(Azurite azurite, Chromium chromium)
{
    private static readonly string Folder = Path.Combine(Azurite.RepositoryRoot, "artifacts", "screenshots");

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task MainStates_AreDrawn(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        foreach (var path in new[] { "/", "/apply", "/login", "/help" })
        {
            await page.GotoAsync(path);
            await DrawAsync(page, language, path.Length > 1 ? path[1..] : "home");
        }

        await page.GotoAsync("/apply");
        await page.SelectOptionAsync("[name=idType]", "taiwan-permit");
        await page.SubmitAsync();
        await DrawAsync(page, language, "apply-errors");
        foreach (var (color, days) in new[] { ("red", 2), ("yellow", 9), ("green", 40) })
        {
            await page.ApplyAsync(site, await site.TravelerAsync(days));
            await page.Locator($".card.{color}").WaitForAsync();
            await DrawAsync(page, language, $"code-{color}");
        }

        await DrawTravelersPagesAsync(page, language);
        await DrawTroubleAsync(phone, page, language);
        Assert.True(Directory.GetFiles(Folder, $"{language}-*.png").Length >= 16);
    }

    private static async Task DrawTravelersPagesAsync(IPage page, string language)
    {
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        await page.Locator(".switch summary").ClickAsync();
        await page.Locator(".switch li:nth-child(3)").WaitForAsync();
        await DrawAsync(page, language, "code-switch");
        foreach (var (path, ready) in new[] { ("companions", ".people"), ("companions/add", "form"), ("password", "form"), ("visits", ".rows"), ("account", "select") })
        {
            await page.GotoAsync("/" + path);
            await page.Locator(ready).First.WaitForAsync();
            await DrawAsync(page, language, path.Replace('/', '-'));
        }
    }

    private static async Task DrawTroubleAsync(IBrowserContext phone, IPage page, string language)
    {
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await page.GotoAsync("/code");
        await page.Locator("svg.qr").WaitForAsync();
        await phone.SetOfflineAsync(true);
        await page.ClickAsync(".as-of button");
        await page.Locator("[data-link=offline]").WaitForAsync();
        await DrawAsync(page, language, "code-offline");
        await page.Clock.FastForwardAsync("05:00:00");
        await page.Locator(".qr-spent").WaitForAsync();
        await DrawAsync(page, language, "code-spent");
    }

    private static async Task DrawAsync(IPage page, string language, string state)
    {
        await page.Locator("h1").WaitForAsync();
        Directory.CreateDirectory(Folder);
        await page.ScreenshotAsync(new() { Path = Path.Combine(Folder, $"{language}-{state}.png"), FullPage = true });
    }
}
