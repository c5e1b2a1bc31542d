using Ghc.Functions.Tests.Support;
using Ghc.Platform.Localization;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// An account that goes on with another phone: both are proven, the code never leaves the screen, and an answer that was lost leaves nobody
/// outside.
/// </summary>
public sealed class MovePhoneTests(Azurite azurite, Chromium chromium)
{
    private const string OwnCode = "localStorage.getItem('ghc.own.code.self')";

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Account_MovedToAnotherPhone_LogsInThereAndKeepsItsCode(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var (anna, next) = (await site.TravelerAsync(daysAgo: 2), new Traveler());
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/account");
        await page.ClickAsync("a[href='/phone']");
        await page.Locator("[name=newSmsCode]").WaitForAsync();
        await page.AssertWellMadeAsync("form");

        // Nothing filled in; a wrong code: each is told at its field, and what was typed stays.
        await page.SubmitAsync();
        foreach (var field in new[] { "smsCode", "newSmsCode" })
        {
            await page.Locator($"[data-error={field}]").WaitForAsync();
        }

        await page.Locator("[data-error=newPhone]").WaitForAsync();
        await page.AssertWellMadeAsync("nothing filled in");
        await page.FillSmsCodeAsync(site, anna);
        await page.FillPhoneAsync(next, "newPhone");
        await page.FillSmsCodeAsync(site, next, "newSmsCode");
        var right = await page.InputValueAsync("[name=newSmsCode]");
        await page.FillAsync("[name=newSmsCode]", right == "000000" ? "000001" : "000000");
        await page.SubmitAsync();
        await page.AssertAccessibleAsync("asking");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator("[data-error=smsCode]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.Locator("[data-error=newSmsCode]").WaitForAsync();
        await page.AssertWellMadeAsync("wrong code");

        await page.FillAsync("[name=newSmsCode]", right);
        await page.SubmitAndConfirmAsync();
        await page.Locator(".notice.done").WaitForAsync();
        await page.AssertWellMadeAsync("moved");
        Assert.NotNull(await page.EvaluateAsync<string?>(OwnCode));
        await page.ClickAsync(".notice.done a");
        await page.Locator(".card.red svg.qr").WaitForAsync();
        var told = Texts.Get("sms.phone-moved", Languages.OfTag(language));
        await Until.TrueAsync(async () => (await anna.TextsAsync(site.Client)).Contains(told));

        // The new phone opens it from anywhere, the one before no longer.
        await using var other = await chromium.PhoneAsync(site.Url, language, scheme);
        var elsewhere = await other.NewPageAsync();
        await elsewhere.GotoAsync("/login");
        await elsewhere.FillPhoneAsync(anna);
        await elsewhere.FillSmsCodeAsync(site, anna);
        await elsewhere.SubmitAsync();
        await elsewhere.Locator(".notice.error").WaitForAsync();
        await elsewhere.ReloadAsync();
        await elsewhere.FillPhoneAsync(next);
        await elsewhere.FillSmsCodeAsync(site, next);
        await elsewhere.SubmitAsync();
        await elsewhere.Locator(".card.red svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task Phone_OfTheAccountOrOfAnother_IsRefusedAtItsField()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, taken) = (await site.TravelerAsync(daysAgo: 2), await site.TravelerAsync(daysAgo: 2));
        await site.ApplyAsync(taken);
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/phone");
        await page.FillSmsCodeAsync(site, anna);
        await page.FillPhoneAsync(anna, "newPhone");
        await page.FillAsync("[name=newSmsCode]", "123456");
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator("[data-error=newPhone]")).ToContainTextAsync("This is the phone of the account already.");
        await page.FillPhoneAsync(taken, "newPhone");
        await page.FillSmsCodeAsync(site, taken, "newSmsCode");
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator("[data-error=newPhone]")).ToContainTextAsync("Already registered");
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('role') === 'alert'");
    }

    [Fact]
    public async Task Move_ByKeyboard_AsksAndTakesNoForAnAnswer()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, next) = (await site.TravelerAsync(daysAgo: 2), new Traveler());
        await FillAsync(page, site, anna, next);
        var sent = 0;
        page.Request += (_, request) => sent += request.Url.EndsWith("/api/account/phone", StringComparison.Ordinal) ? 1 : 0;

        await page.FocusAsync("[name=newSmsCode]");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog[open]").WaitForAsync();
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog[open]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("newSmsCode", await page.EvaluateAsync<string>("document.activeElement.name"));
        Assert.Equal(0, sent);

        await page.Keyboard.PressAsync("Enter");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".notice.done").WaitForAsync();
        Assert.Equal(1, sent);
    }

    [Fact]
    public async Task Network_LostOnTheWayThere_SameFormMovesLater()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, next) = (await site.TravelerAsync(daysAgo: 2), new Traveler());
        await FillAsync(page, site, anna, next);
        await phone.SetOfflineAsync(true);
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("No network");
        await phone.SetOfflineAsync(false);
        await page.SubmitAndConfirmAsync();
        await page.Locator(".notice.done").WaitForAsync();
    }

    [Fact]
    public async Task Network_LostOnTheWayBack_SaysThatTheNewPhoneMayBeTheOne()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, next) = (await site.TravelerAsync(daysAgo: 2), new Traveler());
        await FillAsync(page, site, anna, next);
        await page.RouteAsync(
            "**/api/account/phone",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 }
        );
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("No network");
        await page.SubmitAndConfirmAsync();
        await Assertions.Expect(page.Locator(".notice.info")).ToContainTextAsync("Your account may have moved");
        await page.AssertWellMadeAsync("perhaps moved");
        await page.ClickAsync(".notice.info a");
        await page.WaitForURLAsync("**/login");
        Assert.NotNull(await page.EvaluateAsync<string?>(OwnCode));
    }

    /// <summary>Applies, and fills in everything that the move asks.</summary>
    private static async Task FillAsync(IPage page, Site site, Traveler person, Traveler next)
    {
        await page.ApplyAsync(site, person);
        await page.GotoAsync("/phone");
        await page.FillSmsCodeAsync(site, person);
        await page.FillPhoneAsync(next, "newPhone");
        await page.FillSmsCodeAsync(site, next, "newSmsCode");
    }
}
