using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>An officer's desk when the service, the network or the session fails in the middle of work.</summary>
public sealed class OfficerTroubleTests(Azurite azurite, Chromium chromium)
{
    private static readonly Role Officer = new(Role.Officer, "");

    /// <summary>"Nothing waits for approval" may only be said where that was read.</summary>
    [Fact]
    public async Task Measures_NotRead_AreNoEmptyList()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.RouteAsync("**/api/measures?*", route => route.FulfillAsync(new() { Status = 503 }), new() { Times = 1 });
        await page.ClickAsync(".views button:nth-child(2)");
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("Please try again shortly");
        Assert.Equal(0, await page.Locator(".empty").CountAsync());
        await page.AssertWellMadeAsync("not read");

        await page.RouteAsync("**/api/measures?*", route => route.AbortAsync(), new() { Times = 1 });
        await page.ClickAsync("main > .actions button");
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("could not be reached");
        await page.ClickAsync("main > .actions button");
        await page.Locator(".empty").WaitForAsync();
        Assert.Equal(0, await page.Locator(".notice.error").CountAsync());
    }

    [Fact]
    public async Task Person_Found_HasTheFocus()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.FindAsync(anna);
        await page.WaitForFunctionAsync("() => document.activeElement.matches('.color-of h2')");
        await page.ClickAsync("main > button.primary");
        await page.WaitForFunctionAsync("() => document.activeElement.matches('.panel h2')");
        Assert.Equal("Propose a measure", await page.EvaluateAsync<string>("document.activeElement.textContent"));
    }
}
