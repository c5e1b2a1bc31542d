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

    [Fact]
    public async Task Session_OverInTheMiddleOfAProposal_LosesNothingThatWasTyped()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, officer) = (await site.TravelerAsync(daysAgo: 40), await site.StaffAsync(Officer));
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, officer);
        await page.FindAsync(anna);
        await page.ClickAsync("main > button.primary");
        await page.FillAsync("[name=note]", "Seat 12 A, train G 79");

        // The same officer signs in again, and goes on where they were.
        await SignedOutAsync(page);
        await page.AssertAccessibleAsync("signed out");
        Assert.False(await page.Locator("[name=note]").IsVisibleAsync());
        // The next text to one phone comes a minute later, which is just as long as anything is waited for.
        page.SetDefaultTimeout(90_000);
        await page.SignInAsync(site, officer);
        await page.Locator("[name=note]").WaitForAsync();
        Assert.Equal("Seat 12 A, train G 79", await page.InputValueAsync("[name=note]"));
        await page.WaitForFunctionAsync("() => document.activeElement.matches('h1')");
        await page.ProposeAsync();

        // Another one finds nothing of it.
        await page.ClickAsync("main > button.primary");
        await page.FillAsync("[name=note]", "Seat 13 B");
        await SignedOutAsync(page);
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.Locator("[name=idNumber]").WaitForAsync();
        Assert.Equal(0, await page.Locator("[name=note], .timeline").CountAsync());
    }

    /// <summary>As after half an hour.</summary>
    private static async Task SignedOutAsync(IPage page)
    {
        await page.RouteAsync(
            "**/api/measures",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 401,
                        ContentType = "application/problem+json",
                        Body = """{"code":"not-signed-in","status":401,"title":"Please sign in"}""",
                    }
                ),
            new() { Times = 1 }
        );
        await page.SelectOptionAsync("[name=kind]", "close-contact");
        await page.SelectOptionAsync("[name=legalReason]", "contact-observation");
        await page.SubmitAsync();
        await page.Locator("[name=password]").WaitForAsync();
    }
}
