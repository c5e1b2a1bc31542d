using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>No text reaches a traveler: an officer, who has them and their document before them, hands over a code.</summary>
public sealed class AssistedLoginTests(Azurite azurite, Chromium chromium)
{
    private static readonly Role Officer = new(Role.Officer, "");

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Code_HandedOver_LetsTheTravelerInOnce(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        await site.ApplyAsync(anna);
        await OpenAsync(page, site);
        await page.AssertWellMadeAsync("form");

        // Nobody with that document: told at the field. Not confirmed: nothing happens.
        await page.SelectOptionAsync("[name=idType]", "passport");
        await page.SelectOptionAsync("[name=reason]", "text-not-received");
        await page.FillAsync("[name=idNumber]", "N0000000");
        await page.SubmitAndConfirmAsync();
        await page.Locator("[data-error=idNumber]").WaitForAsync();
        await page.AssertWellMadeAsync("nobody");
        var asked = 0;
        page.Request += (_, request) => asked += request.Url.EndsWith("/api/assisted-logins", StringComparison.Ordinal) ? 1 : 0;
        await page.SelectOptionAsync("[name=idType]", "passport");
        await page.SelectOptionAsync("[name=reason]", "text-not-received");
        await page.FillAsync("[name=idNumber]", anna.IdNumber);
        await page.SelectOptionAsync("[name=reason]", "no-roaming");
        await page.SubmitAsync();
        await page.AssertAccessibleAsync("asking");
        await page.ClickAsync("dialog[open] button.plain");
        Assert.Equal(0, asked);

        await page.SubmitAndConfirmAsync();
        var code = await CodeAsync(page);
        await page.WaitForFunctionAsync("() => document.activeElement.tagName === 'H2'");
        await page.AssertWellMadeAsync("code");
        Assert.Equal(1, asked);
        await page.ClickAsync(".assisted button");
        await page.Locator("[name=idNumber]").WaitForAsync();
        Assert.DoesNotContain(Grouped(code), await page.ContentAsync(), StringComparison.Ordinal);

        // Typed in place of the text's code; not a second time.
        await using var own = await chromium.PhoneAsync(site.Url, language, scheme);
        var traveler = await own.NewPageAsync();
        await LogInAsync(traveler, anna, code);
        await traveler.Locator(".card.red svg.qr").WaitForAsync();
        await traveler.LogOutAsync();
        await LogInAsync(traveler, anna, code);
        await traveler.Locator(".notice.error").WaitForAsync();
    }

    [Fact]
    public async Task Code_FiveMinutesLater_IsNoLongerShown()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        var anna = await site.TravelerAsync(daysAgo: 2);
        await site.ApplyAsync(anna);
        await OpenAsync(page, site);
        await page.SelectOptionAsync("[name=idType]", "passport");
        await page.SelectOptionAsync("[name=reason]", "text-not-received");
        await page.FillAsync("[name=idNumber]", anna.IdNumber);
        await page.SubmitAndConfirmAsync();
        await page.Locator(".assisted").WaitForAsync();
        await page.Clock.FastForwardAsync("05:01");
        await Assertions.Expect(page.Locator(".notice.info")).ToContainTextAsync("The code no longer counts.");
        Assert.Equal(0, await page.Locator(".assisted").CountAsync());
        await page.AssertWellMadeAsync("over");
    }

    [Fact]
    public async Task Network_Lost_KeepsWhatWasTyped()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await OpenAsync(page, site);
        await phone.SetOfflineAsync(true);
        await page.SelectOptionAsync("[name=idType]", "passport");
        await page.SelectOptionAsync("[name=reason]", "text-not-received");
        await page.FillAsync("[name=idNumber]", "X1234567");
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("No network");
        Assert.Equal("X1234567", await page.InputValueAsync("[name=idNumber]"));
    }

    private static async Task OpenAsync(IPage page, Site site)
    {
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.ClickAsync(".views button:nth-child(5)");
        await page.Locator("[name=reason]").WaitForAsync();
    }

    /// <summary>As it stands on the officer's screen, in two groups of four.</summary>
    private static async Task<string> CodeAsync(IPage page)
    {
        var shown = await page.Locator(".assisted .digits bdi").InnerTextAsync();
        Assert.Matches(@"^\d{4} \d{4}$", shown);
        return shown.Replace(" ", "", StringComparison.Ordinal);
    }

    private static async Task LogInAsync(IPage page, Traveler traveler, string code)
    {
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(traveler);
        await page.FillAsync("[name=smsCode]", code);
        await page.SubmitAsync();
    }

    private static string Grouped(string code) => $"{code[..4]} {code[4..]}";
}
