using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// The accessibility engine finds nothing on any page, in any state, in light, dark, high contrast and right-to-left; and the pages fit,
/// however large their text.
/// </summary>
public sealed class AccessibilityTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-TW", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task OpenPages_EveryState_NothingFound(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        foreach (var path in new[] { "/", "/apply", "/login", "/help", "/no-such-page" })
        {
            await page.GotoAsync(path);
            await page.Locator("h1").WaitForAsync();
            await page.AssertWellMadeAsync(path);
        }

        await page.GotoAsync("/apply");
        await page.SelectOptionAsync("[name=idType]", "taiwan-permit");
        await page.SubmitAsync();
        await page.AssertAccessibleAsync("/apply with errors");
        await page.GotoAsync("/login");
        await page.ClickAsync("button.block");
        await page.AssertAccessibleAsync("/login by password");
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task TravelersPages_EveryState_NothingFound(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        await page.ExampleAsync("/api/tests/missing");
        await page.Locator(".switch summary").ClickAsync();
        await page.Locator(".switch li:nth-child(3)").WaitForAsync();
        await page.AssertAccessibleAsync("/code, switching");
        foreach (var (path, ready) in Pages.OfTravelers)
        {
            await page.GotoAsync(path);
            await page.Locator(ready).First.WaitForAsync();
            await page.AssertWellMadeAsync(path);
        }

        await page.GotoAsync("/account");
        await page.ClickAsync("button.danger");
        await page.AssertAccessibleAsync("/account, asking");
        await page.GotoAsync("/help");
        await page.ClickAsync("#q4 summary");
        await page.ClickAsync("#q4 button");
        await page.Locator("#q4 .notice").WaitForAsync();
        await page.AssertAccessibleAsync("/help, findings");
    }

    [Fact]
    public async Task CodePage_NoNetworkAndNoSession_NothingFound()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await phone.SetOfflineAsync(true);
        await page.ClickAsync(".as-of button");
        await page.Locator("[data-link=offline]").WaitForAsync();
        await page.AssertAccessibleAsync("offline");
        await phone.SetOfflineAsync(false);
        await page.EvaluateAsync("['ghc.session', 'ghc.own.pass'].forEach((key) => localStorage.removeItem(key))");
        await page.ReloadAsync();
        await page.Locator("[data-link=signed-out]").WaitForAsync();
        await page.AssertAccessibleAsync("signed out");
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task HighContrast_EveryPage_NothingFound(ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, scheme: scheme, forced: ForcedColors.Active);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        foreach (var (path, ready) in Pages.OfTravelers)
        {
            await page.GotoAsync(path);
            await page.Locator(ready).First.WaitForAsync();
            await page.AssertAccessibleAsync($"{path}, high contrast");
        }
    }

    [Fact]
    public async Task CodePage_ReducedMotion_PatternIsStillAndTheClockGoesOn()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.EmulateMediaAsync(new() { ReducedMotion = ReducedMotion.Reduce });
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        Assert.Equal(
            "none",
            await page.Locator(".moving-pattern").EvaluateAsync<string>("pattern => getComputedStyle(pattern, '::before').animationName")
        );
        Assert.Empty(await page.EvaluateAsync<string[]>("document.getAnimations().map(({ animationName }) => animationName)"));
        var second = await page.Locator(".seconds").InnerTextAsync();
        await Assertions.Expect(page.Locator(".seconds")).Not.ToHaveTextAsync(second);
    }
}
