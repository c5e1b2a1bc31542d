using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A scanner held in the hand: it types each code key by key, ends it with Enter, and does not look at the screen.</summary>
public sealed class HandScannerTests(Azurite azurite, Chromium chromium)
{
    /// <summary>
    /// A scanner held in the hand types whatever it sees, also twice, and also while the service still thinks about the last code.
    /// </summary>
    [Fact]
    public async Task Codes_TypedFasterThanTheyAreJudged_AreShownOneAfterTheOther()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        var judged = new TaskCompletionSource();
        await page.RouteAsync(
            "**/api/scan",
            async route =>
            {
                await judged.Task;
                await route.ContinueAsync();
            }
        );

        var anna = await site.CodeAsync(await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2)));
        foreach (var code in new[] { anna, anna, "https://example.org", "GHC1:NO CODE" })
        {
            await page.FocusAsync("[name=typedCode]");
            await page.Keyboard.InsertTextAsync(code);
            await page.Keyboard.PressAsync("Enter");
            Assert.Equal("", await page.InputValueAsync("[name=typedCode]"));
        }

        judged.SetResult();
        await page.Locator("dialog.verdict.refuse").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict.invalid").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("[data-count=invalid] dd")).ToHaveTextAsync("2");
        await page.Locator("dialog.verdict.invalid").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog.verdict")).ToHaveCountAsync(0);
        Assert.Equal("1", await page.Locator("[data-count=refuse] dd").InnerTextAsync());
    }

    /// <summary>Codes have spaces in them, and a space or an Enter would press "Next".</summary>
    [Fact]
    public async Task Code_TypedWhileAVerdictIsUp_WaitsForItsTurn()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (red, green) = (
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2)),
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40))
        );
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.FocusAsync("[name=typedCode]");
        await TypeAsync(page, await site.CodeAsync(red));
        var verdict = page.Locator("dialog.verdict.refuse");
        await verdict.WaitForAsync();

        await TypeAsync(page, await site.CodeAsync(green));
        await TypeAsync(page, "GHC1:NO CODE AT ALL");
        Assert.True(await verdict.IsVisibleAsync());
        Assert.Equal("0", await page.Locator("[data-count=admit] dd").InnerTextAsync());

        // The inspector goes on, by either key, and sees each of them.
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict.admit").WaitForAsync();
        await page.Keyboard.PressAsync("Space");
        await page.Locator("dialog.verdict.invalid").WaitForAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator("dialog.verdict")).ToHaveCountAsync(0);
        Assert.Equal("", await page.InputValueAsync("[name=typedCode]"));
        foreach (var count in new[] { "refuse", "admit", "invalid" })
        {
            Assert.Equal("1", await page.Locator($"[data-count={count}] dd").InnerTextAsync());
        }
    }

    /// <summary>
    /// Caps Lock, an input method for full-width letters, a scanner that names the kind of the code: it is the same code.
    /// </summary>
    [Theory]
    [InlineData("caps")]
    [InlineData("wide")]
    [InlineData("named")]
    public async Task Code_DistortedByTheScanner_IsRead(string how)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40));
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        var code = await site.CodeAsync(session);
        await page.TypeCodeAsync(
            how switch
            {
                "caps" => code.ToLowerInvariant(),
                "wide" => string.Concat(code.Select(letter => letter is > ' ' and <= '~' ? (char)(letter + 0xFEE0) : letter)),
                _ => "]Q1" + code,
            },
            "admit"
        );
        Assert.Equal("false", await page.Locator("dialog.verdict").GetAttributeAsync("data-offline"));
    }

    /// <summary>What an inspector chose for this device: green goes on by itself, and only green. The last ones stay in a list.</summary>
    [Fact]
    public async Task GreenGoesOnByItself_IfChosen_AndTheLastScansAreListed()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (red, green) = (
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2)),
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40))
        );
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.ClickAsync(".gate-choices summary");
        await page.CheckAsync("[name=greenGoesOn]");
        await page.SelectOptionAsync("[name=sound]", "none");
        await page.AssertWellMadeAsync("choices");
        await page.TypeCodeAsync(await site.CodeAsync(green), "admit");
        await Assertions.Expect(page.Locator("dialog.verdict")).ToHaveCountAsync(0);
        await page.TypeCodeAsync(await site.CodeAsync(red), "refuse");
        await page.WaitForFunctionAsync(
            "async () => { const until = performance.now() + 2500; while (performance.now() < until) await new Promise(requestAnimationFrame); return true; }"
        );
        Assert.True(await page.Locator("dialog.verdict.refuse").IsVisibleAsync());
        await page.Keyboard.PressAsync("Enter");
        Assert.Equal(
            "refuse,admit",
            await page.EvaluateAsync<string>("() => [...document.querySelectorAll('[data-scan]')].map((scan) => scan.dataset.scan).join()")
        );
        Assert.Contains("A*** S***", await page.Locator("[data-scan=admit]").InnerTextAsync(), StringComparison.Ordinal);

        // The device remembers.
        await page.ReloadAsync();
        await page.ClickAsync(".gate-choices summary");
        Assert.True(await page.IsCheckedAsync("[name=greenGoesOn]"));
        Assert.Equal("none", await page.InputValueAsync("[name=sound]"));
    }

    /// <summary>Some browsers say "offline" on networks that work.</summary>
    [Fact]
    public async Task BrowserSaysOffline_ServiceIsAskedAllTheSame()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await phone.AddInitScriptAsync("Object.defineProperty(Navigator.prototype, 'onLine', { get: () => false })");
        var page = await phone.NewPageAsync();
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40));
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.TypeCodeAsync(await site.CodeAsync(session), "admit");
        Assert.Equal("false", await page.Locator("dialog.verdict").GetAttributeAsync("data-offline"));
        Assert.Equal("true", await page.Locator("[data-online]").GetAttributeAsync("data-online"));
    }

    [Fact]
    public async Task Code_HalfTypedWhenTheVerdictComesUp_IsOneCode()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (red, green) = (
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2)),
            await site.ApplyAsync(await site.TravelerAsync(daysAgo: 40))
        );
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        var judged = new TaskCompletionSource();
        await page.RouteAsync(
            "**/api/scan",
            async route =>
            {
                await judged.Task;
                await route.ContinueAsync();
            },
            new() { Times = 1 }
        );
        await page.FocusAsync("[name=typedCode]");
        await TypeAsync(page, await site.CodeAsync(red));
        var next = await site.CodeAsync(green);
        await page.Keyboard.TypeAsync(next[..100]);
        judged.SetResult();
        await page.Locator("dialog.verdict.refuse").WaitForAsync();
        await TypeAsync(page, next[100..]);
        Assert.True(await page.Locator("dialog.verdict.refuse").IsVisibleAsync());
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict.admit").WaitForAsync();
    }

    private static async Task TypeAsync(IPage page, string code)
    {
        await page.Keyboard.TypeAsync(code);
        await page.Keyboard.PressAsync("Enter");
    }
}
