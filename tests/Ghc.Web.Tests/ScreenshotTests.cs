using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Pictures of the main states, for people to look at: artifacts/screenshots (`make screenshots`).</summary>
public sealed class ScreenshotTests(Azurite azurite, Chromium chromium)
{
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
            await page.DrawAsync(language, path.Length > 1 ? path[1..] : "home");
        }

        await page.GotoAsync("/apply");
        await page.SelectOptionAsync("[name=idType]", "taiwan-permit");
        await page.SubmitAsync();
        await page.DrawAsync(language, "apply-errors");
        foreach (var (color, days) in new[] { ("red", 2), ("yellow", 9), ("green", 40) })
        {
            await page.ApplyAsync(site, await site.TravelerAsync(days));
            await page.Locator($".card.{color}").WaitForAsync();
            await page.DrawAsync(language, $"code-{color}");
        }

        await DrawTravelersPagesAsync(page, language);
        await DrawTroubleAsync(phone, page, language);
        Assert.True(Directory.GetFiles(Screenshots.Folder, $"{language}-*.png").Length >= 16);
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Gate_IsDrawn(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        using var video = new Video();
        await using var browser = await chromium.WithCameraAsync(video);
        await using var phone = await Chromium.PhoneAsync(browser, site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var inspector = await site.InspectorAsync();
        await page.GotoAsync($"/inspector?place={Inspector.PlaceId}");
        await page.Locator("[name=password]").WaitForAsync();
        await page.DrawAsync(language, "inspector-sign-in");
        await page.SignInAsync(site, inspector);
        await page.Locator(".choices").WaitForAsync();
        await page.DrawAsync(language, "inspector-place");
        await page.ClickAsync(".choices button");
        await page.Locator("[name=typedCode]").WaitForAsync();
        foreach (var (verdict, days) in new[] { ("refuse", 2), ("restrict", 9), ("admit", 40) })
        {
            await page.TypeCodeAsync(await site.CodeAsync(await site.ApplyAsync(await site.TravelerAsync(days))), verdict);
            await page.DrawAsync(language, $"verdict-{verdict}");
            await page.Keyboard.PressAsync("Enter");
        }

        await page.TypeCodeAsync("https://example.org", "invalid");
        await page.DrawAsync(language, "verdict-invalid");
        await page.Keyboard.PressAsync("Enter");
        video.Show(Video.Scene());
        await page.ClickAsync(".scanner button.primary");
        await page.Locator("[data-camera=open]").WaitForAsync();
        await page.DrawAsync(language, "gate");
        await phone.SetOfflineAsync(true);
        var code = await site.CodeAsync(await site.ApplyAsync(await site.TravelerAsync(2)));
        await page.TypeCodeAsync(code, "refuse");
        await page.DrawAsync(language, "verdict-offline");
        await page.Keyboard.PressAsync("Enter");
        await page.DrawAsync(language, "gate-offline");
        Assert.True(Directory.GetFiles(Screenshots.Folder, $"{language}-verdict-*.png").Length >= 5);
    }

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Places_AreDrawn(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/places");
        await page.SignInAsync(site, await site.StaffAsync(new Role(Role.PlaceManager, Inspector.PlaceId)));
        await page.Locator(".place").WaitForAsync();
        await page.ClickAsync(".place > button.text");
        await page.FillPhoneAsync(new Traveler());
        await page.DrawAsync(language, "places-invite");
        await page.SubmitAsync();
        await page.Locator(".inspector").WaitForAsync();
        await page.DrawAsync(language, "places");
        await page.ClickAsync("main > button.primary");
        await page.DrawAsync(language, "places-new");
        await page.ClickAsync(".place > .actions button");
        await page.Locator(".poster").WaitForAsync();
        await page.DrawAsync(language, "poster");
        Assert.True(File.Exists(Path.Combine(Screenshots.Folder, $"{language}-poster.png")));
    }

    [Fact]
    public async Task Desktop_IsDrawn()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, "zh-CN");
        var page = await phone.NewPageAsync();
        await page.SetViewportSizeAsync(1280, 900);
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 40));
        foreach (var path in new[] { "/", "/code", "/apply", "/help" })
        {
            await page.GotoAsync(path);
            await page.DrawAsync("zh-CN", "desktop-" + (path.Length > 1 ? path[1..] : "home"));
        }

        Assert.True(Directory.GetFiles(Screenshots.Folder, "zh-CN-desktop-*.png").Length >= 4);
    }

    private static async Task DrawTravelersPagesAsync(IPage page, string language)
    {
        await page.ExampleAsync("/api/companions");
        await page.ExampleAsync("/api/visits");
        await page.Locator(".switch summary").ClickAsync();
        await page.Locator(".switch li:nth-child(3)").WaitForAsync();
        await page.DrawAsync(language, "code-switch");
        foreach (
            var (path, ready) in new[]
            {
                ("companions", ".people"),
                ("companions/add", "form"),
                ("password", "form"),
                ("visits", ".rows"),
                ("account", ".check input:enabled"),
                ("renew", "form"),
                ("phone", "form"),
            }
        )
        {
            await page.GotoAsync("/" + path);
            await page.Locator(ready).First.WaitForAsync();
            await page.DrawAsync(language, path.Replace('/', '-'));
        }

        await page.GotoAsync("/print");
        await page.ClickAsync("button.primary");
        await page.Locator(".prints li").WaitForAsync();
        await page.DrawAsync(language, "print");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        await page.Locator(".sheet").ScreenshotAsync(new() { Path = Path.Combine(Screenshots.Folder, $"{language}-print-paper.png") });
        await page.EmulateMediaAsync(new() { Media = Media.Screen });
        await page.GotoAsync("/help");
        foreach (var question in await page.Locator(".question summary").AllAsync())
        {
            await question.ClickAsync();
        }

        await page.DrawAsync(language, "help-open");
    }

    private static async Task DrawTroubleAsync(IBrowserContext phone, IPage page, string language)
    {
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await page.GotoAsync("/code");
        await page.Locator("svg.qr").WaitForAsync();
        await phone.SetOfflineAsync(true);
        await page.ClickAsync(".as-of button");
        await page.Locator("[data-link=offline]").WaitForAsync();
        await page.DrawAsync(language, "code-offline");
        await page.Clock.FastForwardAsync("05:00:00");
        await page.Locator(".qr-spent").WaitForAsync();
        await page.DrawAsync(language, "code-spent");
    }
}
