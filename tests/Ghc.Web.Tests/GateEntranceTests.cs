using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;

namespace Ghc.Web.Tests;

/// <summary>Who comes to the page of the gate, and who comes to it by mistake.</summary>
public sealed class GateEntranceTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "It is not supported for GHC users to scan other codes for registration.")]
    [InlineData("zh-CN", "用户可在公共场所向检测员出示粤康码进行登记")]
    [InlineData("ar", "أظهر رمز GHC للمفتش في الأماكن العامة للتسجيل")]
    public async Task Traveler_OpensTheScanner_ReadsTheGuidesSentence(string language, string sentence)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/inspector");
        await page.Locator(".notice").WaitForAsync();
        Assert.Contains(sentence, await page.Locator(".notice").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("video").CountAsync());
        await page.AssertAccessibleAsync("traveler");
        await page.ClickAsync("a[href='/code']");
        await page.Locator("svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task Inspector_OfAnotherPlace_ReadsTheGuidesSentence()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/inspector?place=somewhere-else");
        await page.SignInAsync(site, await site.InspectorAsync());
        await page.Locator("[name=placeId]").WaitForAsync();
        await page.AssertAccessibleAsync("place by its id");
        await page.SubmitAsync();
        await page.Locator(".notice").WaitForAsync();
        Assert.Contains("they do not scan", await page.Locator(".notice").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scanner_CalledFromWithin_LoadsItsOwnPolicy()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var policies = new List<string?>();
        page.Response += (_, response) =>
            policies.AddRange(
                response.Request.IsNavigationRequest && response.Url.EndsWith("/inspector", StringComparison.Ordinal)
                    ? [response.Headers["content-security-policy"]]
                    : Array.Empty<string?>()
            );
        await page.GotoAsync("/");
        await page.EvaluateAsync("history.pushState(null, '', '/inspector')");
        // Told again until somebody listens: the page may still be about to.
        await page.WaitForFunctionAsync(
            "() => { dispatchEvent(new PopStateEvent('popstate')); return performance.getEntriesByType('navigation')[0].name.endsWith('/inspector'); }"
        );
        Assert.Contains("wasm-unsafe-eval", Assert.Single(policies)!, StringComparison.Ordinal);
    }
}
