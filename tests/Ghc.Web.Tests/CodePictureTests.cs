using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>The code page as a scanner, a dimming screen and a high-contrast theme meet it.</summary>
public sealed class CodePictureTests(Azurite azurite, Chromium chromium)
{
    [Fact]
    public async Task Open_StripIsGood_AsksNothingBeforeTheCodeShows()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.KeptOnPhoneAsync();
        var asked = new List<string>();
        phone.Request += (_, request) =>
            asked.AddRange(request.Url.Contains("/api/", StringComparison.Ordinal) ? [request.Url] : Array.Empty<string>());
        // Whatever is asked is never answered: a page that waits for it shows nothing.
        await phone.RouteAsync("**/api/**", _ => Task.CompletedTask);

        await page.GotoAsync("/code");
        await page.Locator("svg.qr").WaitForAsync();

        Assert.Empty(asked);
    }

    [Theory]
    [InlineData(ColorScheme.Light)]
    [InlineData(ColorScheme.Dark)]
    public async Task Picture_OnTheScreen_IsTheCodeOfThisMinute(ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, scheme: scheme);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));

        var read = await page.Locator("svg.qr").ReadQrAsync();

        var strip = await page.EvaluateAsync<string[]>(
            "JSON.parse(localStorage.getItem('ghc.own.code.self')).answer.strip.map((code) => code.healthCode)"
        );
        Assert.Contains(read, strip[..3]);
        (await site.Client.PostAsync("api/scan", new { healthCode = read }, await site.ShiftAsync())).Expect(200);
    }

    [Fact]
    public async Task Screen_StaysAwakeWhileTheCodeShows()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await phone.AddInitScriptAsync(
            """
            window.locks = [];
            Object.defineProperty(navigator, 'wakeLock', { value: { request: async (kind) => { window.locks.push(kind); return { release: async () => { window.locks.push('released'); } }; } } });
            """
        );
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.WaitForFunctionAsync("() => window.locks.join() === 'screen'");
        await page.ClickAsync(".tiles a[href='/help']");
        await page.WaitForFunctionAsync("() => window.locks.join() === 'screen,released'");
        Assert.Equal("/help", new Uri(page.Url).AbsolutePath);
    }

    [Fact]
    public async Task ColorChanges_IsSaidAloud()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 9);
        await page.ApplyAsync(site, anna);
        await page.Locator(".card.yellow").WaitForAsync();
        await site.SendAsync("lab-results", anna.LabResult(TimeProvider.System.GetUtcNow().AddHours(-1), "positive"));
        await Until.TrueAsync(async () =>
        {
            await page.ClickAsync(".as-of button:enabled");
            return await page.Locator(".card.red").CountAsync() == 1;
        });
        await Assertions.Expect(page.Locator("[data-announced]")).ToHaveTextAsync("Your color has changed: Red");
    }

    [Fact]
    public async Task HighContrast_CodeStaysBlackOnWhiteAndItsColorItsColor()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, scheme: ColorScheme.Dark, forced: ForcedColors.Active);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        Assert.True(await page.EvaluateAsync<bool>("matchMedia('(forced-colors: active)').matches"));
        Assert.Equal(
            "rgb(196, 33, 27)",
            await page.Locator(".band").EvaluateAsync<string>("band => getComputedStyle(band).backgroundColor")
        );
        Assert.StartsWith("GHC1:", await page.Locator("svg.qr").ReadQrAsync(), StringComparison.Ordinal);
    }
}
