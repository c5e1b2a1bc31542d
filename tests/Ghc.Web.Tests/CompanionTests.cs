using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>The guide's pages for those who travel along without a phone, and for the tests that do not show.</summary>
public sealed class CompanionTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "Information of My Companions", "Switch to Companions", "Child")]
    [InlineData("zh-CN", "同行人员信息", "切换同行人", "子女")]
    [InlineData("ar", "معلومات مرافقيّ", "انتقل إلى المرافقين", "ابن أو ابنة")]
    public async Task Companion_AddedAtTheBottom_SwitchedToAtTheTop(string language, string information, string switching, string child)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        var kid = await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" });
        await page.ApplyAsync(site, anna);

        await page.Locator(".tiles").GetByRole(AriaRole.Link, new() { Name = information }).ClickAsync();
        await page.Locator(".empty").WaitForAsync();
        await page.ClickAsync("a.primary");
        await page.SelectOptionAsync("[name=relationship]", "child");
        await page.FillDocumentAsync(kid);
        await page.SubmitAsync();
        await page.Locator(".people li.green").WaitForAsync();
        Assert.Contains(child, await page.Locator(".people li").InnerTextAsync(), StringComparison.Ordinal);

        await page.GotoAsync("/code");
        await page.Locator(".card.red svg.qr").WaitForAsync();
        var button = page.Locator("summary", new() { HasText = switching });
        Assert.Equal("rgb(23, 64, 139)", await button.EvaluateAsync<string>("summary => getComputedStyle(summary).color"));
        Assert.True((await button.BoundingBoxAsync())!.Y < (await page.Locator(".card").BoundingBoxAsync())!.Y);
        await button.ClickAsync();
        await page.Locator(".switch li button", new() { HasText = "LITTLE SMITH" }).ClickAsync();
        await page.Locator(".card.green svg.qr").WaitForAsync();

        // Heading, title, label and switch say whose code it is.
        Assert.Equal("LITTLE SMITH", await page.Locator(".who strong").InnerTextAsync());
        foreach (
            var said in new[]
            {
                await page.Locator("h1").InnerTextAsync(),
                await page.TitleAsync(),
                await page.Locator(".card").GetAttributeAsync("aria-label"),
                await page.Locator(".switch summary").InnerTextAsync(),
            }
        )
        {
            Assert.Contains("LITTLE SMITH", said, StringComparison.Ordinal);
        }

        // What the screen shows is the child's code, and it says so aloud.
        var scanned = (
            await site.Client.PostAsync(
                "api/scan",
                new { healthCode = await page.Locator("svg.qr").ReadQrAsync() },
                await site.ShiftAsync()
            )
        ).Expect(200);
        Assert.Equal("green", scanned.Text("color"));
        Assert.Contains("LITTLE SMITH", await page.Locator("[data-announced]").InnerTextAsync(), StringComparison.Ordinal);
    }

    /// <summary>
    /// A finger that moves sideways goes through the family, in the direction of reading; the dots and the heading say where one is.
    /// </summary>
    [Theory]
    [InlineData("en", -1)]
    [InlineData("ar", 1)]
    public async Task Family_Swiped_ShowsTheNextOneAndBack(string language, int forward)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await AddAsync(page, await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" }));
        await page.GotoAsync("/code");
        await page.Locator(".card.red svg.qr").WaitForAsync();
        Assert.Equal("at,", await DotsAsync(page));

        await SwipeAsync(page, 120 * forward);
        await page.Locator(".card.green svg.qr").WaitForAsync();
        Assert.Equal(",at", await DotsAsync(page));
        Assert.Contains("LITTLE SMITH", await page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        // Past the last one there is nobody; a short move and one downwards are no swipes.
        await SwipeAsync(page, 120 * forward);
        await SwipeAsync(page, -30 * forward);
        await SwipeAsync(page, -120 * forward, down: 200);
        Assert.True(await page.Locator(".card.green").IsVisibleAsync());
        await SwipeAsync(page, -120 * forward);
        await page.Locator(".card.red svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task Companion_NoNetwork_BothCodesShow_AndRemovedOneIsGone()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await AddAsync(page, await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" }));
        await page.GotoAsync("/code");
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).filter((key) => key.startsWith('ghc.own.code.')).length === 2");
        await page.KeptOnPhoneAsync();

        await phone.SetOfflineAsync(true);
        await page.ReloadAsync();
        foreach (var (row, color) in new[] { (2, "green"), (1, "red") })
        {
            await page.ClickAsync(".switch summary");
            await page.ClickAsync($".switch li:nth-child({row}) button");
            await page.Locator($".card.{color} svg.qr").WaitForAsync();
        }

        await phone.SetOfflineAsync(false);
        await page.GotoAsync("/companions");
        await page.ClickAsync(".people button.danger");
        await page.ClickAsync("dialog[open] button.danger");
        await page.Locator(".empty").WaitForAsync();
        Assert.Equal(1, await page.EvaluateAsync<int>("Object.keys(localStorage).filter((key) => key.startsWith('ghc.own.code.')).length"));
    }

    [Fact]
    public async Task SessionOver_WhileACompanionIsTyped_NothingIsTypedTwice()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        var kid = await site.TravelerAsync(
            daysAgo: 400,
            new Traveler
            {
                Name = "LITTLE SMITH",
                IdType = "taiwan-permit",
                IdNumber = Permits.Next(),
                Issuance = "01",
                Country = "TW",
            }
        );
        await page.ApplyAsync(site, anna);

        // Before the first field, if it is over by then.
        await page.EvaluateAsync("localStorage.removeItem('ghc.session')");
        await page.GotoAsync("/companions/add");
        await LogInAgainAsync();
        await page.ReloadAsync();
        await page.SelectOptionAsync("[name=relationship]", "parent");
        await page.FillDocumentAsync(kid);
        await page.EvaluateAsync("localStorage.removeItem('ghc.session')");
        await page.SubmitAsync();
        await LogInAgainAsync();
        Assert.Equal("parent", await page.InputValueAsync("[name=relationship]"));
        await page.SubmitAsync();
        await page.Locator(".people li.green").WaitForAsync();

        async Task LogInAgainAsync()
        {
            await page.Locator("[name=smsCode]").WaitForAsync();
            await page.FillSmsCodeAsync(site, anna);
            await page.SubmitAsync();
            await page.Locator("[name=idNumber]").WaitForAsync();
        }
    }

    [Fact]
    public async Task SessionOver_CompanionHasNoCodeHere_OwnOneIsStillATapAway()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await AddAsync(page, await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" }));
        await page.GotoAsync("/code");
        await page.WaitForFunctionAsync("() => Object.keys(localStorage).filter((key) => key.startsWith('ghc.own.code.')).length === 2");
        await page.EvaluateAsync(
            "() => Object.keys(localStorage).filter((key) => key === 'ghc.session' || key === 'ghc.own.pass' || key.startsWith('ghc.own.code.') && !key.endsWith('.self')).forEach((key) => localStorage.removeItem(key))"
        );
        await page.ReloadAsync();

        await page.ClickAsync(".switch summary");
        await page.ClickAsync(".switch li:nth-child(2) button");
        await page.Locator(".notice a[href='/login?next=/code']").WaitForAsync();
        await page.ReloadAsync();
        await page.ClickAsync(".switch summary");
        await page.ClickAsync(".switch li:nth-child(1) button");
        await page.Locator(".card.red svg.qr").WaitForAsync();
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task Help_TestUnderAnotherIssuance_IsFoundAndLeadsToRenewal(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(
            daysAgo: 2,
            new Traveler
            {
                IdType = "taiwan-permit",
                IdNumber = Permits.Next(),
                Issuance = "01",
                Country = "TW",
            }
        );
        await page.ApplyAsync(site, anna);
        await site.SendAsync("lab-results", (anna with { Issuance = "02" }).LabResult(TimeProvider.System.GetUtcNow().AddHours(-3)));

        await page.ClickAsync(".tiles a[href='/help']");
        await page.ClickAsync("#q4 summary");
        var renew = page.Locator("#q4 .notice a[href='/renew']");
        await Until.TrueAsync(async () =>
        {
            await page.ClickAsync("#q4 button");
            await page.Locator("#q4 button:enabled").WaitForAsync();
            return await renew.CountAsync() == 1;
        });
        await renew.ClickAsync();
        await page.Locator("[name=issuanceNumber]").WaitForAsync();
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task Renew_ToANewPassport_ShowsItsNumber_AndKeepsTheCompanion(string language)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var (anna, child, renewed) = (
            await site.TravelerAsync(daysAgo: 2),
            await site.TravelerAsync(daysAgo: 2),
            await site.TravelerAsync(daysAgo: 1)
        );
        await page.ApplyAsync(site, anna);
        await AddAsync(page, child);

        await page.GotoAsync("/account");
        await page.ClickAsync("a[href='/renew']");
        await page.FillAsync("[name=idNumber]", anna.IdNumber);
        await page.SelectOptionAsync(
            "[name=latestCrossingYear]",
            $"{TimeProvider.System.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).AddDays(-1).Year}"
        );
        await page.SubmitAsync();
        await page.Locator("[name=idNumber][aria-invalid=true]").WaitForAsync();
        await page.FillAsync("[name=idNumber]", renewed.IdNumber);
        await page.SubmitAsync();

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/code$"));
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync(renewed.IdNumber[^3..]);
        await page.GotoAsync("/companions");
        await Assertions.Expect(page.Locator(".people li")).ToHaveCountAsync(1);
    }

    private static Task<string> DotsAsync(IPage page) =>
        page.EvaluateAsync<string>("() => [...document.querySelectorAll('.dots i')].map((dot) => dot.className).join()");

    /// <summary>A finger on the code, by the browser's own touch input.</summary>
    private static async Task SwipeAsync(IPage page, int right, int down = 0)
    {
        var input = await page.Context.NewCDPSessionAsync(page);
        foreach (var (type, share) in new[] { ("touchStart", 0f), ("touchMove", .5f), ("touchMove", 1f), ("touchEnd", 1f) })
        {
            object[] points = type == "touchEnd" ? [] : [new { x = 195 + right * share, y = 400 + down * share }];
            await input.SendAsync("Input.dispatchTouchEvent", new() { ["type"] = type, ["touchPoints"] = points });
        }
    }

    private static async Task AddAsync(IPage page, Traveler companion)
    {
        await page.GotoAsync("/companions/add");
        await page.SelectOptionAsync("[name=relationship]", "child");
        await page.FillDocumentAsync(companion);
        await page.SubmitAsync();
        await page.Locator(".people li").WaitForAsync();
    }
}
