using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// A traveler who has no phone here applies with an e-mail address, gets a phone, and gives it up, where the service lets them.
/// </summary>
public sealed partial class PhonelessTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Address_Applies_GetsAPhone_AndGoesOnWithoutIt(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite, configure: Impatient);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var (anna, mail) = (await site.TravelerAsync(daysAgo: 2), new Mailbox());

        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(anna);
        await page.ClickAsync("fieldset button.text");
        await page.Locator("[name=email]").WaitForAsync();
        await page.AssertWellMadeAsync("by e-mail");
        await page.DrawAsync(language, "apply-email");
        await page.FillAsync("[name=email]", mail.Address);
        await page.FillAsync("[name=emailCode]", "000000");
        await page.SubmitAsync();
        await page.Locator("[data-error=emailCode]").WaitForAsync();
        await page.AssertWellMadeAsync("wrong code");
        await FillCodeAsync(page, site, mail);
        await page.ClickAsync("form button.primary");
        await Assertions.Expect(page.Locator("[data-answer=email]")).ToContainTextAsync(mail.Address);
        await page.ClickAsync("form button.primary");
        await page.StripAsync();

        await page.GotoAsync("/account");
        await Assertions.Expect(page.Locator("p.lead")).ToContainTextAsync(mail.Address);
        await page.AssertWellMadeAsync("account");
        await page.GotoAsync("/email");
        await page.Locator("main a[href='/phone']").WaitForAsync();
        Assert.Equal(1, await page.Locator("details").CountAsync());
        await page.AssertWellMadeAsync("only address");

        await page.ClickAsync("main a[href='/phone']");
        await page.Locator("[name=newSmsCode]").WaitForAsync();
        await page.AssertWellMadeAsync("no phone");
        await page.DrawAsync(language, "phone-add");
        await FillCodeAsync(page, site, mail);
        await page.FillPhoneAsync(anna, "newPhone");
        await page.FillSmsCodeAsync(site, anna, "newSmsCode");
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();
        await page.AssertWellMadeAsync("phone added");

        await page.GotoAsync("/phone");
        await page.ClickAsync("details summary");
        await page.AssertWellMadeAsync("two ways in");
        await page.DrawAsync(language, "phone-remove");
        await FillCodeAsync(page, site, mail, "details ");
        await page.ClickAsync("details button.primary");
        await page.Locator(".notice.done").WaitForAsync();
        await page.AssertWellMadeAsync("phone removed");
        await page.GotoAsync("/code");
        await page.StripAsync();

        // What this phone keeps stays the same traveler's, who signs in by mail from now on.
        await page.LogOutAsync();
        await page.GotoAsync("/login/email");
        await page.FillAsync("[name=email]", mail.Address);
        await FillCodeAsync(page, site, mail);
        await page.SubmitAsync();
        await page.StripAsync();
    }

    [Fact]
    public async Task Family_OffersTheChoice_ThereAndBack()
    {
        await using var site = new Site(azurite, configure: Impatient);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/family");
        await page.Locator("#add-member").WaitForAsync();
        await Assertions.Expect(page.Locator("fieldset button.text")).ToHaveCountAsync(1);
        await page.Locator("fieldset button.text").EvaluateAsync("button => button.click()");
        await Assertions.Expect(page.Locator("[name=email]")).ToHaveCountAsync(1);
        await page.Locator("fieldset button.text").EvaluateAsync("button => button.click()");
        await Assertions.Expect(page.Locator("[name='phone.number']")).ToHaveCountAsync(1);
    }

    /// <summary>A mailbox that was given to somebody new: the account is a stranger's, and the address is freed.</summary>
    [Fact]
    public async Task Login_WithAnAddressThatSlept_FreesIt()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.RouteAsync(
            "**/api/login",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 403,
                        ContentType = "application/problem+json",
                        Body = """{"code":"proof-required","status":403,"title":"One more proof is needed"}""",
                    }
                )
        );
        var freed = new List<string>();
        await page.RouteAsync(
            "**/api/account/not-mine",
            route =>
            {
                freed.Add(route.Request.PostData!);
                return route.FulfillAsync(new() { Status = 204 });
            }
        );
        await page.GotoAsync("/login/email");
        await page.FillAsync("[name=email]", "anna@example.org");
        await page.FillAsync("[name=emailCode]", "123456");
        await page.SubmitAsync();
        await page.Locator("[name=idNumber]").WaitForAsync();
        await page.AssertWellMadeAsync("asking for the document");

        await page.ClickAsync("button.plain.block");
        await page.ClickAsync("dialog[open] button.primary");

        await Assertions.Expect(page).ToHaveURLAsync($"{site.Url}/apply");
        Assert.Equal("""{"email":"anna@example.org","emailCode":"123456"}""", Assert.Single(freed));
        await Assertions.Expect(page.Locator("[data-announced]")).ToHaveTextAsync("The address is free. You can use it now.");
    }

    [Fact]
    public async Task OptionOff_OffersTheAddressNowhere()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var asked = page.WaitForResponseAsync("**/api/sunset");
        await page.GotoAsync("/apply");
        await page.Locator("[name=smsCode]").WaitForAsync();
        Assert.DoesNotContain("phoneOptional", await (await asked).TextAsync(), StringComparison.Ordinal);
        await page.EvaluateAsync("() => new Promise((done) => requestIdleCallback(done))");
        Assert.Equal(0, await page.Locator("fieldset button.text").CountAsync());
    }

    private static void Impatient(AppSettings settings)
    {
        Phoneless.Allow(settings);
        settings.Values["SignIn:ResendAfter"] = "00:00:00";
    }

    /// <summary>Presses "send code" and types what the e-mail says.</summary>
    private static async Task FillCodeAsync(IPage page, Site site, Mailbox mail, string within = "")
    {
        var before = (await mail.MailsAsync(site.Client)).Count(text => SixDigits().IsMatch(text));
        await page.Locator($"{within}.field:has([name=emailCode]) button").First.ClickAsync();
        IReadOnlyList<string> codes = [];
        await Until.TrueAsync(async () =>
            (codes = [.. (await mail.MailsAsync(site.Client)).Where(text => SixDigits().IsMatch(text))]).Count > before
        );
        await page.Locator($"{within}[name=emailCode]").First.FillAsync(SixDigits().Match(codes[^1]).Value);
    }

    [GeneratedRegex(@"\b\d{6}\b")]
    private static partial Regex SixDigits();
}
