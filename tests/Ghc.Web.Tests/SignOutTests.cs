using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Staff share devices: whoever leaves one leaves nobody signed in or at work on it.</summary>
public sealed class SignOutTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("/inspector", Role.Inspector, Inspector.PlaceId)]
    [InlineData("/places", Role.PlaceManager, Inspector.PlaceId)]
    [InlineData("/officer", Role.Officer, "")]
    public async Task Staff_SignOut_LeavesNobodySignedIn(string path, string role, string scope)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync(path);
        await page.SignInAsync(site, await site.StaffAsync(new Role(role, scope)));
        await page.ClickAsync(".foot > button");
        await page.Locator("[name=password]").WaitForAsync();
        Assert.Equal(0, await page.Locator(".notice").CountAsync());
        await page.ReloadAsync();
        await page.Locator("[name=password]").WaitForAsync();
        Assert.Null(await KeptAsync(page, "ghc.session"));
    }

    /// <summary>A look that is still being judged would count, and with the count the shift would begin anew.</summary>
    [Fact]
    public async Task Shift_EndedDuringALook_StaysEnded()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2));
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        var ended = new TaskCompletionSource();
        await page.RouteAsync(
            "**/api/scan",
            async route =>
            {
                await ended.Task;
                await route.ContinueAsync();
            }
        );
        var judged = await page.RunAndWaitForResponseAsync(
            async () =>
            {
                await page.FillAsync("[name=typedCode]", await site.CodeAsync(session));
                await page.RunAndWaitForRequestAsync(() => page.Keyboard.PressAsync("Enter"), "**/api/scan");
                await page.ClickAsync("button.danger.block");
                await page.ClickAsync("dialog[open] button.primary");
                await page.Locator("[name=password]").WaitForAsync();
                ended.SetResult();
            },
            "**/api/scan"
        );
        await judged.FinishedAsync();
        await page.EvaluateAsync("() => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)))");
        Assert.Null(await KeptAsync(page, "ghc.shift"));
        Assert.Null(await KeptAsync(page, "ghc.session"));
        Assert.True(await page.Locator("[name=password]").IsVisibleAsync());
    }

    private static Task<string?> KeptAsync(IPage page, string key) => page.EvaluateAsync<string?>("key => localStorage.getItem(key)", key);
}
