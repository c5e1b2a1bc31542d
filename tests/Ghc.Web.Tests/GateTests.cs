using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>An inspector at work, by keyboard alone, with network and without.</summary>
public sealed class GateTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light, "GHC Anti-epidemic Work Table", "Portal to scan GHC", "Refuse", "No valid code")]
    [InlineData("zh-CN", ColorScheme.Dark, "粤康码防疫工作台", "扫描健康码入口", "禁止进入", "无效码")]
    [InlineData("ar", ColorScheme.Light, "منصة عمل GHC لمكافحة الوباء", "مسح رمز GHC", "يُمنع الدخول", "رمز غير صالح")]
    public async Task Shift_ByKeyboard_CountsByVerdict(
        string language,
        ColorScheme scheme,
        string table,
        string portal,
        string refuse,
        string invalid
    )
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2));
        var inspector = await site.InspectorAsync();

        // The guide: choose the work table, then the place, and tap the portal to scan.
        await page.GotoAsync("/");
        Assert.Contains(table, await page.Locator("a[href='/inspector']").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);
        await page.GotoAsync($"/inspector?place={Inspector.PlaceId}");
        await page.Locator("[name=password]").WaitForAsync();
        Assert.Equal(table, await page.Locator("h1").InnerTextAsync());
        await page.AssertWellMadeAsync("sign in");
        await page.SignInAsync(site, inspector);
        await page.Locator(".choices").WaitForAsync();
        Assert.Equal(table, await page.Locator("h1").InnerTextAsync());
        Assert.Contains("Luohu Port", await page.Locator(".choices").InnerTextAsync(), StringComparison.Ordinal);
        await page.AssertWellMadeAsync("place");
        await TabToAsync(page, ".choices button");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("[name=typedCode]").WaitForAsync();
        Assert.Equal(portal, await page.Locator(".scanner button").InnerTextAsync());
        await page.AssertWellMadeAsync("gate");

        await TabToAsync(page, "[name=typedCode]");
        await page.Keyboard.InsertTextAsync(await site.CodeAsync(session));
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict.refuse").WaitForAsync();
        Assert.Contains(refuse, await page.Locator(".verdict h2").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("next", await page.EvaluateAsync<string>("document.activeElement.className"));
        Assert.True(await page.Locator("dialog.verdict .shape").IsVisibleAsync());
        await page.AssertWellMadeAsync("verdict");

        // On, and straight to the next one: the field has the focus again.
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.activeElement.name === 'typedCode'");
        await page.Keyboard.InsertTextAsync("GHC1:NO CODE");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict.invalid").WaitForAsync();
        Assert.Contains(invalid, await page.Locator(".verdict h2").InnerTextAsync(), StringComparison.Ordinal);
        await page.AssertWellMadeAsync("no valid code");
        await page.Keyboard.PressAsync("Escape");
        Assert.Equal("1", await page.Locator("[data-count=refuse] dd").InnerTextAsync());
        Assert.Equal("1", await page.Locator("[data-count=invalid] dd").InnerTextAsync());
    }

    [Fact]
    public async Task Offline_CodesAreJudgedHere_AndVisitsAreSentOnceLater()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        var session = await site.ApplyAsync(anna);
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.KeptOnPhoneAsync();
        await page.WaitForFunctionAsync("async () => Boolean(await caches.match('/inspector'))");
        var sent = new List<string>();
        page.Request += (_, request) =>
            sent.AddRange(request.Url.EndsWith("/api/visits/offline", StringComparison.Ordinal) ? [request.Url] : Array.Empty<string>());

        // Even after the page was closed: its files, the shift and the keys are on the device.
        var code = await site.CodeAsync(session);
        await phone.SetOfflineAsync(true);
        await page.ReloadAsync();
        await page.Locator("[data-online=false]").WaitForAsync();
        await page.AssertAccessibleAsync("gate, offline");
        foreach (var _ in new[] { 1, 2 })
        {
            await page.TypeCodeAsync(code, "refuse");
            var verdict = page.Locator("dialog.verdict");
            Assert.Equal("true", await verdict.GetAttributeAsync("data-offline"));
            Assert.Contains("Offline", await verdict.InnerTextAsync(), StringComparison.Ordinal);
            Assert.Contains("A***", await verdict.InnerTextAsync(), StringComparison.Ordinal);
            await page.AssertAccessibleAsync("verdict, offline");
            await page.Keyboard.PressAsync("Enter");
        }

        foreach (var wrong in new[] { site.ExpiredCode(), Gates.Tampered(code), "https://example.org" })
        {
            await page.TypeCodeAsync(wrong, "invalid");
            await page.Keyboard.PressAsync("Enter");
        }

        Assert.Equal("1", await page.Locator("[data-waiting]").GetAttributeAsync("data-waiting"));
        Assert.Empty(await site.VisitsAsync(anna));
        Assert.Empty(sent);

        await phone.SetOfflineAsync(false);
        await page.Locator("[data-waiting]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await Until.TrueAsync(async () => (await site.VisitsAsync(anna)).Count > 0);
        await page.ReloadAsync();
        await page.Locator("[data-online=true]").WaitForAsync();
        Assert.Single(sent);
        Assert.Equal(Inspector.PlaceId, Assert.Single(await site.VisitsAsync(anna)).PlaceId);
    }

    [Fact]
    public async Task Verdicts_SoundAndFeelDifferent()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await phone.AddInitScriptAsync(
            """
            window.felt = []; window.heard = [];
            navigator.vibrate = (pattern) => { window.felt.push(pattern.join()); window.heard.push(''); return true; };
            const start = OscillatorNode.prototype.start;
            OscillatorNode.prototype.start = function (when) { window.heard[window.heard.length - 1] += `${Math.round(this.frequency.value)} `; start.call(this, when); };
            """
        );
        var page = await phone.NewPageAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        foreach (var (verdict, days) in new[] { ("admit", 40), ("restrict", 9), ("refuse", 2) })
        {
            await page.TypeCodeAsync(await site.CodeAsync(await site.ApplyAsync(await site.TravelerAsync(days))), verdict);
            await page.Keyboard.PressAsync("Enter");
        }

        await page.TypeCodeAsync("https://example.org", "invalid");
        Assert.Equal(4, (await page.EvaluateAsync<string[]>("window.felt")).Distinct().Count());
        var heard = await page.EvaluateAsync<string[]>("window.heard");
        Assert.Equal(4, heard.Where(tones => tones.Length > 0).Distinct().Count());
    }

    [Fact]
    public async Task ServiceBusy_TheDeviceJudgesInstead()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2));
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.RouteAsync(
            "**/api/scan",
            route =>
                route.FulfillAsync(
                    new()
                    {
                        Status = 503,
                        Headers = new Dictionary<string, string> { ["Retry-After"] = "5" },
                    }
                )
        );
        await page.TypeCodeAsync(await site.CodeAsync(session), "refuse");
        Assert.Equal("true", await page.Locator("dialog.verdict").GetAttributeAsync("data-offline"));
    }

    [Fact]
    public async Task CodeOnPaper_IsToldBeforeAnythingElse()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await using var travelers = await chromium.PhoneAsync(site.Url);
        var (page, home) = (await phone.NewPageAsync(), await travelers.NewPageAsync());
        await home.ApplyAsync(site, await site.TravelerAsync(daysAgo: 40));
        await home.GotoAsync("/print");
        await home.ClickAsync("button.primary");
        var paper = await home.Locator(".sheet .code svg").ReadQrAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.TypeCodeAsync(paper, "admit");
        await Assertions.Expect(page.Locator("dialog.verdict .paper-code")).ToContainTextAsync("admit nobody without");
        Assert.StartsWith(
            $"{await page.Locator(".paper-code").GetAttributeAsync("id")} ",
            await page.Locator("dialog.verdict").GetAttributeAsync("aria-describedby"),
            StringComparison.Ordinal
        );
        await page.AssertWellMadeAsync("a code on paper");

        // Of a phone's own code nothing is said.
        await page.Keyboard.PressAsync("Enter");
        await page.TypeCodeAsync(await site.CodeAsync(await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40))), "admit");
        Assert.Equal(0, await page.Locator(".paper-code").CountAsync());
    }

    private static async Task TabToAsync(IPage page, string selector)
    {
        for (var presses = 0; presses < 40; presses++)
        {
            if (await page.EvaluateAsync<bool>("selector => document.activeElement.matches(selector)", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync("Tab");
        }

        Assert.Fail($"No way by keyboard to {selector}.");
    }
}
