using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A traveler without roaming: the address is proven while texts still arrive, and signs in by a code from then on.</summary>
public sealed partial class EmailTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Address_Proven_SignsInAndShowsTheCode(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var (anna, mail) = (await site.TravelerAsync(daysAgo: 2), new Mailbox());
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/account");
        await page.ClickAsync("a[href='/email']");
        await page.Locator("[name=email]").WaitForAsync();
        await page.AssertWellMadeAsync("no address");
        await page.DrawAsync(language, "email");

        // What is no address is told at its field, and nothing is sent.
        await page.FillAsync("[name=email]", "anna");
        await page.ClickAsync(".field:has([name=emailCode]) button");
        await page.Locator("[data-error=email]").WaitForAsync();
        await page.AssertWellMadeAsync("no such address");

        await page.FillAsync("[name=email]", mail.Address);
        await FillCodeAsync(page, site, mail);
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();
        await Assertions.Expect(page.Locator("p.lead")).ToContainTextAsync(mail.Address);
        await page.AssertWellMadeAsync("proven");
        await page.DrawAsync(language, "email-proven");

        await page.LogOutAsync();
        await page.GotoAsync("/login");
        await page.ClickAsync("a[href='/login/email']");
        await page.Locator("[name=email]").WaitForAsync();
        await page.DrawAsync(language, "login-email");
        await page.FillAsync("[name=email]", mail.Address.ToUpperInvariant());
        await page.FillAsync("[name=emailCode]", "000000");
        await page.SubmitAsync();
        await page.Locator(".notice.error").WaitForAsync();
        await page.AssertWellMadeAsync("wrong code");

        await page.ReloadAsync();
        await page.FillAsync("[name=email]", mail.Address);
        await FillCodeAsync(page, site, mail);
        await page.SubmitAsync();
        await page.Locator(".card.red svg.qr").WaitForAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/code$"));
    }

    [Fact]
    public async Task Address_ChangedAndRemoved_ByTheCodeThatCanBeRead()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, old, mail) = (await site.TravelerAsync(daysAgo: 2), new Mailbox(), new Mailbox());
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/email");
        await page.FillAsync("[name=email]", old.Address);
        await FillCodeAsync(page, site, old);
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();

        var change = page.Locator("details").First;
        await change.Locator("summary").ClickAsync();
        await change.Locator("button.text").ClickAsync();
        await change.Locator("[name=formerEmailCode]").FillAsync("000000");
        await change.Locator("[name=email]").FillAsync(mail.Address);
        await FillCodeAsync(page, site, mail);
        await change.Locator("button.primary").ClickAsync();
        await page.Locator("[data-error=formerEmailCode]").WaitForAsync();
        await page.AssertWellMadeAsync("wrong proof");
        await change.Locator("button.text").ClickAsync();
        await FillTextAsync(change, page, site, anna);
        await change.Locator("button.primary").ClickAsync();
        await Assertions.Expect(page.Locator("p.lead")).ToContainTextAsync(mail.Address);

        var remove = page.Locator("details").Last;
        await remove.Locator("summary").ClickAsync();
        await remove.Locator("[name=smsCode]").FillAsync("000000");
        await remove.Locator("button.primary").ClickAsync();
        await remove.Locator("[data-error=smsCode]").WaitForAsync();
        await page.AssertWellMadeAsync("wrong code");
    }

    [Fact]
    public async Task Phone_ThatIsLost_IsReplacedByTheAddress()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, next, mail) = (await site.TravelerAsync(daysAgo: 2), new Traveler(), new Mailbox());
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/email");
        await page.FillAsync("[name=email]", mail.Address);
        await FillCodeAsync(page, site, mail);
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();

        await page.GotoAsync("/phone");
        await page.ClickAsync("main button.text.block");
        await page.Locator("[name=emailCode]").FillAsync("000000");
        await page.FillPhoneAsync(next, "newPhone");
        await page.FillSmsCodeAsync(site, next, "newSmsCode");
        await page.SubmitAndConfirmAsync();
        await page.Locator("[data-error=emailCode]").WaitForAsync();
        await page.AssertWellMadeAsync("by e-mail");
    }

    private static async Task FillCodeAsync(IPage page, Site site, Mailbox mail)
    {
        var before = (await mail.MailsAsync(site.Client)).Count;
        await page.Locator(".field:has([name=emailCode]) button").First.ClickAsync();
        await Until.TrueAsync(async () => (await mail.MailsAsync(site.Client)).Count > before);
        await page.Locator("[name=emailCode]").First.FillAsync(SixDigits().Match((await mail.MailsAsync(site.Client))[^1]).Value);
    }

    private static async Task FillTextAsync(ILocator form, IPage page, Site site, Traveler anna)
    {
        var before = await site.SmsCodesAsync(anna);
        await form.Locator(".field:has([name=smsCode]) button").ClickAsync();
        await form.Locator("[name=smsCode]").FillAsync(await site.SmsCodeAsync(anna, before));
        await page.Locator("details[open]").First.WaitForAsync();
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
