using Ghc.Domain.Sunset;
using Ghc.Functions.Sunset;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Every page says in one sentence that the service ends, and the dates are one touch away.</summary>
public sealed class SunsetTests(Azurite azurite, Chromium chromium)
{
    private static readonly DateTimeOffset Now = TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("en", ColorScheme.Light, "Applications close on", "Applications are closed", "You can fetch or erase")]
    [InlineData("zh-CN", ColorScheme.Light, "起停止申领", "已停止申领", "下载或删除自己的数据")]
    [InlineData("ar", ColorScheme.Dark, "يُغلق باب التقديم في", "أُغلق باب التقديم", "الحصول على بياناتك")]
    public async Task Pages_SayThatTheServiceEnds(string language, ColorScheme scheme, string announced, string closed, string frozen)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        Assert.Equal(0, await page.Locator(".sunset").CountAsync());

        await EndAsync(site, closesIn: 3, freezesIn: 10, isFrozen: false);
        await ForgetAsync(page);
        await page.GotoAsync("/code");
        await page.Locator(".sunset summary").WaitForAsync();
        Assert.Contains(announced, await page.Locator(".sunset summary").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(announced, await page.Locator("[data-announced]").TextContentAsync() ?? "", StringComparison.Ordinal);
        await page.Locator(".card").WaitForAsync();
        await page.AssertAccessibleAsync("/code, announced");
        await page.DrawAsync(language, "sunset-announced-code");
        await page.Locator(".sunset summary").ClickAsync();
        await page.AssertWellMadeAsync("/code, announced, with the dates");

        // The page that was open before goes on by itself, and every other one says it too, also without network.
        await phone.SetOfflineAsync(true);
        await page.GotoAsync("/");
        Assert.Contains(announced, await page.Locator(".sunset summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.DrawAsync(language, "sunset-announced-home");
        await phone.SetOfflineAsync(false);

        await EndAsync(site, closesIn: -1, freezesIn: 10, isFrozen: false);
        await ForgetAsync(page);
        await page.GotoAsync("/apply");
        await page.Locator(".sunset a").WaitForAsync();
        Assert.Contains(closed, await page.Locator(".sunset summary").InnerTextAsync(), StringComparison.Ordinal);
        await Assertions.Expect(page.Locator("main form")).ToBeHiddenAsync();
        await Assertions.Expect(page.Locator("main .foot a")).ToBeVisibleAsync();
        Assert.Equal(0, await page.Locator("main").GetByRole(AriaRole.Textbox).CountAsync());
        await page.AssertWellMadeAsync("/apply, closed");
        await page.DrawAsync(language, "sunset-closed-apply");
        await page.GotoAsync("/family");
        await page.Locator(".sunset details[open]").WaitForAsync();
        await Assertions.Expect(page.Locator("#add-member")).ToBeHiddenAsync();
        await page.AssertWellMadeAsync("/family, closed");
        // Those who have a code go on, and other pages have their forms.
        await page.GotoAsync("/login");
        await page.Locator(".sunset summary").WaitForAsync();
        await Assertions.Expect(page.Locator("main form")).ToBeVisibleAsync();

        await EndAsync(site, closesIn: -5, freezesIn: -1, isFrozen: true);
        await ForgetAsync(page);
        await page.GotoAsync("/account");
        await page.Locator(".sunset summary").WaitForAsync();
        Assert.Contains(frozen, await page.Locator(".sunset summary").InnerTextAsync(), StringComparison.Ordinal);
        await page.DrawAsync(language, "sunset-frozen-account");
        await page.GotoAsync("/code");
        await page.Locator(".sunset summary").WaitForAsync();
        await page.DrawAsync(language, "sunset-frozen-code");
    }

    /// <summary>A change of language changes the banner with the page.</summary>
    [Fact]
    public async Task Banner_FollowsTheLanguage()
    {
        await using var site = new Site(azurite);
        await EndAsync(site, closesIn: 3, freezesIn: 10, isFrozen: false);
        await using var phone = await chromium.PhoneAsync(site.Url, "en");
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/");
        await page.Locator(".sunset summary").WaitForAsync();

        await page.SelectOptionAsync(".language select", "ja");

        await Assertions.Expect(page.Locator(".sunset summary")).ToContainTextAsync("本サービスは終了します");
        Assert.Equal(1, await page.Locator(".sunset").CountAsync());
    }

    /// <summary>As two administrators signed it in time.</summary>
    private static async Task EndAsync(Site site, int closesIn, int freezesIn, bool isFrozen)
    {
        var plan = new SunsetPlan(Now.AddDays(closesIn), Now.AddDays(freezesIn), Now.AddDays(40), Now.AddDays(50), "key");
        SunsetSignature Signed(SunsetStep step) => new(step, "one", Now.AddDays(-9)) { ApprovedBy = "two", ApprovedAt = Now.AddDays(-9) };
        var record = new SunsetRecord(
            1,
            plan,
            isFrozen ? [Signed(SunsetStep.Announce), Signed(SunsetStep.Freeze)] : [Signed(SunsetStep.Announce)]
        );
        await site
            .Services.GetRequiredService<SunsetTable>()
            .UpdateAsync(_ => new(record, record), _ => Task.CompletedTask, TestContext.Current.CancellationToken);
        await site.Services.GetRequiredService<SunsetState>().RefreshAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>An hour passes.</summary>
    private static async Task ForgetAsync(IPage page) => await page.EvaluateAsync("localStorage.removeItem('ghc.sunset')");
}
