using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// After every navigation the focus is on the new heading, so that a screen reader says where one is and the keyboard goes on from there.
/// </summary>
public sealed class FocusTests(Azurite azurite, Chromium chromium)
{
    [Fact]
    public async Task OpenPages_EveryLinkAndBack_LeadToTheHeading()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/");
        await page.Locator("h1").WaitForAsync();
        foreach (
            var (from, link, to) in new[]
            {
                ("/", "main a[href='/apply']", "/apply"),
                ("/apply", "main a[href='/login']", "/login"),
                ("/login", ".back a", "/"),
                ("/", "main a[href='/help']", "/help"),
                ("/help", ".site-name", "/"),
                ("/", "main a[href='/login']", "/login"),
            }
        )
        {
            Assert.Equal(from, new Uri(page.Url).AbsolutePath);
            await page.ClickAsync(link);
            await AtHeadingAsync(page, to);
        }

        await page.GoBackAsync();
        await AtHeadingAsync(page, "/");
        await page.GoForwardAsync();
        await AtHeadingAsync(page, "/login");
    }

    [Fact]
    public async Task TravelersPages_FromTheCodeAndBack_LeadToTheHeading()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await AtHeadingAsync(page, "/code");
        foreach (
            var path in await page.EvaluateAsync<string[]>(
                "() => [...document.querySelectorAll('.tiles a')].map((tile) => new URL(tile.href).pathname)"
            )
        )
        {
            await page.ClickAsync($".tiles a[href='{path}']");
            await AtHeadingAsync(page, path);
            await page.GoBackAsync();
            await AtHeadingAsync(page, "/code");
        }

        // What happens without a navigation is said, and leaves the focus where it is.
        await page.GotoAsync("/print");
        await page.ClickAsync("button.primary");
        await Assertions.Expect(page.Locator("[data-announced]")).ToHaveTextAsync("The code is ready for printing");
    }

    private static async Task AtHeadingAsync(IPage page, string path)
    {
        await page.WaitForURLAsync($"**{path}");
        await page.WaitForFunctionAsync("() => document.activeElement?.tagName === 'H1'");
        Assert.Equal(path, new Uri(page.Url).AbsolutePath);
    }
}
