using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>What the guide tells people to do, in a real browser on the running system.</summary>
public sealed class JourneyTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "Apply for a GHC", "Red", "Log in with password", "Log in by SMS", "Beijing time")]
    [InlineData("zh-CN", "立即申领", "红码", "使用密码登录", "使用手机快捷登录", "北京时间")]
    [InlineData("ar", "قدّم طلب GHC", "أحمر", "الدخول بكلمة المرور", "الدخول برسالة نصية", "بتوقيت بكين")]
    public async Task Journey_ApplySetPasswordReturn_ShowsTheCode(
        string language,
        string apply,
        string red,
        string byPassword,
        string bySms,
        string zone
    )
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);

        // First-time user: home, apply, code.
        await page.GotoAsync("/");
        await page.GetByRole(AriaRole.Link, new() { Name = apply }).ClickAsync();
        await page.FillDocumentAsync(anna);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.SubmitAsync();
        await page.Locator("svg.qr").WaitForAsync();
        Assert.Contains(red, await page.Locator(".word").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(zone, await page.Locator(".clock").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(language == "ar" ? "rtl" : "ltr", await page.EvaluateAsync<string>("document.documentElement.dir"));

        // A text message with the address of the page.
        await Until.TrueAsync(async () =>
            (await anna.TextsAsync(site.Client)).Any(text => text.Contains("https://", StringComparison.Ordinal))
        );

        // No picture of it stays as it is: the clock and the pattern move.
        var clock = await page.Locator(".seconds").InnerTextAsync();
        await Assertions.Expect(page.Locator(".seconds")).Not.ToHaveTextAsync(clock);
        await page.WaitForFunctionAsync(
            "place => getComputedStyle(document.querySelector('.moving-pattern'), '::before').transform !== place",
            await page.Locator(".moving-pattern").EvaluateAsync<string>("pattern => getComputedStyle(pattern, '::before').transform")
        );

        // The own phone shows the whole name, and remembers when that is not wanted.
        Assert.Equal("ANNA SMITH", await page.Locator(".who strong").InnerTextAsync());
        await page.ClickAsync(".identity button");
        await Assertions.Expect(page.Locator(".who strong")).ToHaveTextAsync("A*** S***");
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator(".who strong")).ToHaveTextAsync("A*** S***");

        // Set password at the bottom of the page; leave; come back with it.
        await page.ClickAsync(".tiles a[href='/password']");
        await page.FillAsync("[name=password]", "Kapok#2022");
        await page.SubmitAsync();
        await page.Locator(".notice.done").WaitForAsync();
        await page.LogOutAsync();
        await page.GotoAsync("/login");
        await page.GetByRole(AriaRole.Button, new() { Name = byPassword }).ClickAsync();
        await page.FillPhoneAsync(anna);
        await page.FillAsync("[name=password]", "Kapok#2022");
        await page.SubmitAsync();
        await page.Locator(".card.red svg.qr").WaitForAsync();

        // Or with a text message: the toggle leads there and back.
        await page.LogOutAsync();
        await page.GotoAsync("/login");
        await page.GetByRole(AriaRole.Button, new() { Name = byPassword }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = bySms }).ClickAsync();
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.SubmitAsync();
        await page.Locator(".card.red svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task SmsCode_Sent_CountsDownUntilTheNext()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.Clock.InstallAsync(new() { TimeDate = TimeProvider.System.GetUtcNow().UtcDateTime });
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(new Traveler());
        var button = page.Locator(".field:has([name=smsCode]) button");
        await button.ClickAsync();
        await Assertions.Expect(button).ToHaveTextAsync(new System.Text.RegularExpressions.Regex(@"^Again in \d+ s$"));
        await Assertions.Expect(button).ToBeDisabledAsync();
        Assert.Equal("smsCode", await page.EvaluateAsync<string>("document.activeElement.name"));
        // A phone in a pocket fires none of its timers.
        await page.Clock.FastForwardAsync("01:00");
        await Assertions.Expect(button).ToHaveTextAsync("Send again");
        await Assertions.Expect(button).ToBeEnabledAsync();
    }

    [Fact]
    public async Task SmsCode_LongWait_IsToldByTheClock_AndAnotherPhoneNeedNotWait()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.RouteAsync(
            "**/api/sms-codes",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 429,
                        ContentType = "application/problem+json",
                        Headers = new Dictionary<string, string> { ["Retry-After"] = "52311" },
                        Body = "{}",
                    }
                )
        );
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(new Traveler());
        var button = page.Locator(".field:has([name=smsCode]) button");
        await button.ClickAsync();
        await Assertions
            .Expect(page.Locator(".field-error"))
            .ToContainTextAsync(new System.Text.RegularExpressions.Regex(@"again from .+ \(Beijing time\)\.$"));
        await Assertions.Expect(button).ToHaveTextAsync("Send code");
        await Assertions.Expect(button).ToBeDisabledAsync();

        await page.FillPhoneAsync(new Traveler());
        await Assertions.Expect(button).ToBeEnabledAsync();
    }

    [Fact]
    public async Task SmsCode_PhoneRefused_IsMarkedAtThePhone()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/login");
        await page.FillAsync("[name='phone.number']", "123");
        await page.ClickAsync(".field:has([name=smsCode]) button");
        await page.Locator("[name='phone.number'][aria-invalid]").WaitForAsync();
        Assert.Equal("phone.number", await page.EvaluateAsync<string>("document.activeElement.name"));
        Assert.Equal(0, await page.Locator(".wrong:has([name=smsCode])").CountAsync());

        await page.FillPhoneAsync(new Traveler());
        await page.ClickAsync(".field:has([name=smsCode]) button");
        await page.Locator("[name=smsCode]:focus").WaitForAsync();
        Assert.Equal(0, await page.Locator(".wrong").CountAsync());
    }

    [Fact]
    public async Task Login_AnotherWay_KeepsThePhone()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/login");
        await page.SelectOptionAsync("[name='phone.areaCode']", "852");
        await page.FillAsync("[name='phone.number']", "51234567");
        await page.FillAsync("[name=smsCode]", "123456");
        await page.ClickAsync("button.text.block");
        await page.FillAsync("[name=password]", "Kapok#2022");
        Assert.Equal(
            ("852", "51234567"),
            (await page.InputValueAsync("[name='phone.areaCode']"), await page.InputValueAsync("[name='phone.number']"))
        );
        await page.ClickAsync("button.text.block");
        Assert.Equal("", await page.InputValueAsync("[name=smsCode]"));
        Assert.Equal("51234567", await page.InputValueAsync("[name='phone.number']"));
    }

    [Fact]
    public async Task AreaCode_BeginsWithTheMainland_AndHongKongIsSecond()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/apply");
        var area = page.Locator("[name='phone.areaCode']");
        Assert.Equal("86", await area.InputValueAsync());
        Assert.Equal(
            ["86", "852", "853", "886"],
            (await area.EvaluateAsync<string[]>("list => [...list.options].map((option) => option.value)"))[..4]
        );

        // By keyboard: the list takes the first letters of a name.
        await area.FocusAsync();
        await page.Keyboard.TypeAsync("Canada");
        await Assertions.Expect(page.Locator(".area-code span")).ToHaveTextAsync("+1");
        Assert.Contains("Canada", await area.EvaluateAsync<string>("list => list.selectedOptions[0].text"), StringComparison.Ordinal);

        // The country is typed into: by its name in the reader's language, and the list offers all.
        var list = await page.Locator("[name=countryOrRegion]").GetAttributeAsync("list");
        Assert.True(await page.Locator($"datalist[id='{list}'] option").CountAsync() > 200);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("ar")]
    public async Task AreaCode_InEitherDirection_StandsApartFromTheArrow(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/login");
        await page.Locator(".area-code span").WaitForAsync();
        Assert.True(
            await page.EvaluateAsync<bool>(
                """
                () => {
                  const [text, list] = ['.area-code span', '.area-code select'].map((name) => document.querySelector(name).getBoundingClientRect());
                  const arrow = document.documentElement.dir === 'rtl' ? text.left - list.left : list.right - text.right;
                  return arrow > 30;
                }
                """
            )
        );
    }

    [Fact]
    public async Task Language_Chosen_IsWhatTheServerAnswersIn()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        await page.GotoAsync("/apply");
        await page.SelectOptionAsync(".language select", "zh-Hant");
        await Assertions.Expect(page.Locator("html")).ToHaveAttributeAsync("lang", "zh-Hant");
        await page.FillDocumentAsync(anna);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        Assert.Contains("驗證碼", (await anna.TextsAsync(site.Client))[^1], StringComparison.Ordinal);
        await page.SubmitAsync();
        await page.Locator(".reason").WaitForAsync();
        Assert.DoesNotContain("You ", await page.Locator(".reason").InnerTextAsync(), StringComparison.Ordinal);

        // Chosen on the account's page it counts for texts too.
        await page.GotoAsync("/account");
        await page.Locator(".check input:enabled").WaitForAsync();
        await page.SelectOptionAsync("main select", "en");
        await page.Locator("html[lang=en]").WaitForAsync();
        var token = await page.EvaluateAsync<string>("JSON.parse(localStorage.getItem('ghc.session')).token");
        await Until.TrueAsync(async () => (await site.Client.GetAsync("api/account", token)).Expect(200).Text("language") == "en");
        await page.UncheckAsync(".check input");
        await Until.TrueAsync(async () => !(bool)(await site.Client.GetAsync("api/account", token)).Expect(200).Json!["colorTexts"]!);
    }

    [Fact]
    public async Task Apply_NothingFilledIn_SummaryTakesFocusAndLeadsToFields()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/apply");
        await page.SubmitAsync();
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('role') === 'alert'");
        await page.Locator(".notice a").First.ClickAsync();
        Assert.Equal("idType", await page.EvaluateAsync<string>("document.activeElement.name"));
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
        Assert.Equal(
            "A number is missing.\nA special character is missing, such as # or @.",
            await page.Locator(".unmet").InnerTextAsync()
        );
    }
}
