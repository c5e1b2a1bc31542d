using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;

namespace Ghc.Web.Tests;

/// <summary>What the guide tells people to do, in a real browser on the running system.</summary>
public sealed class JourneyTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "Apply for a GHC", "Red", "Log in with password", "China Standard Time")]
    [InlineData("zh-CN", "立即申请", "红码", "使用密码登录", "中国标准时间")]
    [InlineData("ar", "قدّم طلب GHC", "أحمر", "الدخول بكلمة المرور", "توقيت الصين")]
    public async Task Journey_ApplySetPasswordReturn_ShowsTheCode(string language, string apply, string red, string byPassword, string zone)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);

        // First-time user: home, apply, code.
        await page.GotoAsync("/");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = apply }).ClickAsync();
        await page.FillDocumentAsync(anna);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.SubmitAsync();
        await page.Locator("svg.qr").WaitForAsync();
        Assert.Contains(red, await page.Locator(".word").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(zone, await page.Locator(".clock").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(language == "ar" ? "rtl" : "ltr", await page.EvaluateAsync<string>("document.documentElement.dir"));

        // The name is masked until asked for.
        Assert.Equal("A*** S****", await page.Locator(".who strong").InnerTextAsync());
        await page.ClickAsync(".identity button");
        Assert.Equal("ANNA SMITH", await page.Locator(".who strong").InnerTextAsync());

        // Set password at the bottom of the page; leave; come back with it.
        await page.ClickAsync(".tiles a[href='/password']");
        await page.FillAsync("[name=password]", "Kapok#2022");
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();
        await page.GotoAsync("/account");
        await page.ClickAsync("section:nth-of-type(3) > button");
        await page.WaitForURLAsync("**/");
        await page.GotoAsync("/login");
        await page.GetByRole(Microsoft.Playwright.AriaRole.Button, new() { Name = byPassword }).ClickAsync();
        await page.FillPhoneAsync(anna);
        await page.FillAsync("[name=password]", "Kapok#2022");
        await page.SubmitAsync();
        await page.Locator(".card.red svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task Apply_NothingFilledIn_SummaryTakesFocusAndLeadsToFields()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/apply");
        await page.SubmitAsync();
        Assert.Equal("alert", await page.EvaluateAsync<string>("document.activeElement.getAttribute('role')"));
        await page.Locator(".notice a").First.ClickAsync();
        Assert.Equal("idNumber", await page.EvaluateAsync<string>("document.activeElement.name"));
        Assert.Equal("true", await page.Locator("[name=idNumber]").GetAttributeAsync("aria-invalid"));
    }

    [Fact]
    public async Task Apply_NameDiffersFromBorder_TellsTheGuidesMessageAndWhatToDo()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, "zh-CN");
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(anna with { Name = "SOMEBODY ELSE" });
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.SubmitAsync();
        await page.Locator(".notice.error").WaitForAsync();
        Assert.Contains("身份校验失败", await page.Locator(".notice.error").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("1590650023", await page.Locator(".notice.error").InnerTextAsync(), StringComparison.Ordinal);
        await page.ClickAsync(".notice.error a[href='/help#q5']");
        Assert.True(await page.Locator("#q5").EvaluateAsync<bool>("question => question.open"));
    }

    [Fact]
    public async Task SetPassword_WeakPassword_NamesWhatIsMissing()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/password");
        await page.FillAsync("[name=password]", "lotuspond");
        await page.SubmitAsync();
        await page.Locator(".unmet").WaitForAsync();
        Assert.Equal("It needs a number.\nIt needs a special character.", await page.Locator(".unmet").InnerTextAsync());
    }
}
