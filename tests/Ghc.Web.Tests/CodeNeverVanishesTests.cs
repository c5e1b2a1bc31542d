using System.Collections.Concurrent;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Whatever happens to network and service, a code that is still good shows.</summary>
public sealed class CodeNeverVanishesTests(Azurite azurite, Chromium chromium)
{
    [Fact]
    public async Task Open_StripOnPhone_ShowsBeforeAnyRequest()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        var calls = new ConcurrentQueue<string>();
        phone.Request += (_, request) =>
        {
            if (request.Url.Contains("/api/", StringComparison.Ordinal))
                calls.Enqueue(request.Url);
        };

        await page.ReloadAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await page.Locator(".as-of").WaitForAsync();

        Assert.Empty(calls);
    }

    [Fact]
    public async Task ServerStopped_SecondVisit_PaintsAndSaysSoAndRecovers()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await page.KeptOnPhoneAsync();

        await phone.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await page.ClickAsync(".as-of button");
        await page.Locator("[data-link=offline]").WaitForAsync();
        Assert.Contains("still works until", await page.Locator(".link").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());

        await phone.SetOfflineAsync(false);
        await page.Locator("[data-link=idle]").WaitForAsync();
        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());
    }

    [Fact]
    public async Task Site_CanBeInstalled()
    {
        await using var site = new Site(azurite);
        await using var whole = await chromium.WholeAsync();
        await using var phone = await Chromium.PhoneAsync(whole, site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/");
        await page.KeptOnPhoneAsync();
        var browser = await phone.NewCDPSessionAsync(page);
        var manifest = await browser.SendAsync("Page.getAppManifest");
        Assert.Equal(0, manifest!.Value.GetProperty("errors").GetArrayLength());
        Assert.EndsWith("/manifest.webmanifest", manifest.Value.GetProperty("url").GetString(), StringComparison.Ordinal);
        var errors = (await browser.SendAsync("Page.getInstallabilityErrors"))!.Value.GetProperty("installabilityErrors").EnumerateArray();

        // A phone of a test is a private window, which never installs anything.
        Assert.Equal(["in-incognito"], errors.Select(error => error.GetProperty("errorId").GetString()));
    }

    [Fact]
    public async Task ServerGone_OtherPages_OpenFromPhone()
    {
        var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await page.KeptOnPhoneAsync();
        await site.DisposeAsync();

        foreach (var path in new[] { "/help", "/companions", "/code" })
        {
            await page.GotoAsync(path);
            await page.Locator("h1").WaitForAsync();
        }

        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());
    }

    /// <summary>
    /// Files are named by their content: after a release that changed texts, what the phone kept of a language no longer helps.
    /// </summary>
    [Fact]
    public async Task ReleaseChangedTexts_NextVisitWithoutNetwork_SpeaksTheSameLanguage()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/api/keys");
        await page.EvaluateAsync("async () => (await caches.open('ghc-before')).put('/assets/fr-Before00.js', new Response(''))");
        await page.GotoAsync("/");
        await page.KeptOnPhoneAsync();

        await phone.SetOfflineAsync(true);
        await page.EvaluateAsync("localStorage.setItem('ghc.language', 'fr')");
        await page.ReloadAsync();
        await page.Locator("html[lang=fr] h1").WaitForAsync();

        // A language that never was on this phone: the page is there all the same.
        await page.EvaluateAsync("localStorage.setItem('ghc.language', 'ja')");
        await page.ReloadAsync();
        await page.Locator("html[lang=en] h1").WaitForAsync();
    }

    [Fact]
    public async Task StorageForbidden_CodeShowsAsLongAsThePageIsOpen()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await phone.AddInitScriptAsync(
            "Object.defineProperty(window, 'localStorage', { get() { throw new DOMException('Forbidden', 'SecurityError'); } })"
        );
        await CodeAsync(site, phone);
    }

    [Fact]
    public async Task ServiceBusy_CodeGoesOnAndServerIsLeftAloneAsAsked()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        var calls = 0;
        await page.RouteAsync(
            "**/api/code*",
            route =>
            {
                calls++;
                return route.FulfillAsync(
                    new()
                    {
                        Status = 503,
                        ContentType = "application/problem+json",
                        Headers = new Dictionary<string, string> { ["Retry-After"] = "60" },
                        Body = "{}",
                    }
                );
            }
        );

        await page.ClickAsync(".as-of button");
        await page.Locator("[data-link=busy]").WaitForAsync();
        Assert.Contains("The service is busy", await page.Locator(".link").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());
        await page.EvaluateAsync("document.dispatchEvent(new Event('visibilitychange'))");
        Assert.Equal(1, calls);
    }

    [Fact]
    public async Task SessionOver_CodeStaysAndSignInIsOffered()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await page.EvaluateAsync("['ghc.session', 'ghc.own.pass'].forEach((key) => localStorage.removeItem(key))");
        await page.ReloadAsync();
        await page.Locator("[data-link=signed-out]").WaitForAsync();
        Assert.True(await page.Locator("svg.qr").IsVisibleAsync());
        Assert.True(await page.Locator(".link a[href^='/login']").IsVisibleAsync());
    }

    [Fact]
    public async Task MinutesPass_CodeChanges_AndAfterTheStripTheLastColorIsDated()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await page.ReloadAsync();
        var first = await page.Locator("svg.qr path").GetAttributeAsync("d");

        await phone.SetOfflineAsync(true);
        await page.Clock.FastForwardAsync("01:30");
        await Assertions.Expect(page.Locator("svg.qr path")).Not.ToHaveAttributeAsync("d", first!);

        await page.Clock.FastForwardAsync("05:00:00");
        await page.Locator(".qr-spent").WaitForAsync();
        Assert.Matches(@"Red as of \w+ \d{1,2}, \d{4}, \d\d:\d\d \(Beijing time\)", await page.Locator(".word").InnerTextAsync());
        Assert.Matches(@"ended on \w+ \d{1,2}, \d{4}, \d\d:\d\d \(Beijing time\)", await page.Locator(".qr-spent").InnerTextAsync());
    }

    [Fact]
    public async Task PhoneClockWrongByHours_CodeOfTheServersMinuteShows()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime.AddHours(7) });
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        var shown = await page.Locator(".seconds").InnerTextAsync();
        Assert.Equal(
            TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Hour,
            int.Parse(shown[..2], System.Globalization.CultureInfo.InvariantCulture)
        );
    }

    [Fact]
    public async Task AnotherTravelerSignsIn_TheFirstOnesCodeIsGone()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await page.ClickAsync(".identity button");
        await page.ApplyAsync(site, (await site.TravelerAsync(daysAgo: 40)) with { });
        await page.Locator(".card.green").WaitForAsync();
    }

    [Fact]
    public async Task LoggedOutInOneTab_TheOtherShowsNothingAnyMore()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await CodeAsync(site, phone);
        await (await phone.NewPageAsync()).LogOutAsync();

        await page.Locator("[name=smsCode]").WaitForAsync();
        Assert.Equal("", await page.InputValueAsync("[name='phone.number']"));
    }

    private static async Task<IPage> CodeAsync(Site site, IBrowserContext phone)
    {
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        return page;
    }
}
