using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A code on paper for somebody without a phone, and a permit that was renewed.</summary>
public sealed class PaperTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", "Valid through", "Passport")]
    [InlineData("zh-CN", "有效期至", "Passport")]
    [InlineData("ar", "صالح حتى", "جواز سفر")]
    public async Task Paper_MadePrintedRevoked_CountsUntilThen(string language, string through, string passport)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/account");
        await page.ClickAsync("a[href='/print']");
        await page.Locator(".prints").WaitForAsync();
        await page.AssertWellMadeAsync("no paper");
        await page.ClickAsync("button.primary");
        await page.Locator(".sheet").WaitForAsync();
        await page.Locator(".prints li").WaitForAsync();
        await page.AssertWellMadeAsync("paper");
        Assert.Contains(through, await page.Locator(".prints li").InnerTextAsync(), StringComparison.Ordinal);

        // The paper: in Chinese and the language of the pages, masked, with the number that revokes it, and a code that a gate takes.
        var sheet = await page.Locator(".sheet").InnerTextAsync();
        Assert.All(new[] { "粤康码", "A*** S***", "护照", passport }, word => Assert.Contains(word, sheet, StringComparison.Ordinal));
        Assert.Contains(await page.Locator(".prints li bdi").InnerTextAsync(), sheet, StringComparison.Ordinal);
        var paper = await page.Locator(".sheet .code svg").ReadQrAsync();
        var shift = await site.ShiftAsync();
        Assert.Equal("red", (await site.Client.PostAsync("api/scan", new { healthCode = paper }, shift)).Expect(200).Text("color"));

        await page.ClickAsync(".prints button.danger");
        await page.AssertAccessibleAsync("asking before it is revoked");
        await page.ClickAsync("dialog[open] button.danger");
        await page.Locator(".prints li").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        Assert.Equal("code-revoked", (await site.Client.PostAsync("api/scan", new { healthCode = paper }, shift)).Expect(422).Text("code"));
        Assert.Equal(0, await page.Locator(".sheet").CountAsync());
    }

    [Theory]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Paper_Printed_IsOnePageOfA6(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/print");
        await page.ClickAsync("button.primary");
        await page.Locator(".sheet").WaitForAsync();
        await page.Locator(".prints li").WaitForAsync();

        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));

        // 105 × 148 mm are 297.6 × 419.5 points, which the browser rounds.
        Assert.Matches(@"/MediaBox \[0 0 29[78][.\d]* 4(19|20)[.\d]*\]", pdf);
        Assert.Matches(@"/Type /Pages\s+/Count 1\b", pdf);
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.True(await page.Locator(".sheet").IsVisibleAsync());
        Assert.False(await page.Locator("main > h1").IsVisibleAsync());
        Assert.False(await page.Locator(".prints").IsVisibleAsync());
        var fits = await page.Locator(".sheet").EvaluateAsync<bool>("sheet => sheet.scrollHeight <= sheet.clientHeight");
        Assert.True(fits, "Something of the paper is cut off.");
    }

    [Fact]
    public async Task Paper_TooMany_SaysSo()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.RouteAsync(
            "**/api/printed-codes",
            route =>
                route.Request.Method == "POST"
                    ? route.FulfillAsync(
                        new()
                        {
                            Status = 422,
                            ContentType = "application/problem+json",
                            Body = """{"code":"too-many-printed-codes","status":422,"title":"Too many printed codes"}""",
                        }
                    )
                    : route.ContinueAsync()
        );
        await page.GotoAsync("/print");
        await page.ClickAsync("button.primary");
        await page.Locator(".notice.error").WaitForAsync();
        Assert.Contains("Too many printed codes", await page.Locator(".notice.error").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("en")]
    [InlineData("zh-CN")]
    [InlineData("ar")]
    public async Task Permit_Renewed_CodeMovesToTheNewIssuance(string language)
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
        var before = await HolderIdAsync(page);
        await page.GotoAsync("/account");
        await page.ClickAsync("a[href='/renew']");
        await page.Locator("[name=issuanceNumber]").WaitForAsync();
        await page.AssertWellMadeAsync("renewal");

        // The present number is no new one: the server says so, beside the field.
        await page.FillAsync("[name=issuanceNumber]", "01");
        await page.SubmitAsync();
        await page.Locator("[data-error=issuanceNumber]").WaitForAsync();
        await page.AssertAccessibleAsync("renewal refused");
        await page.FillAsync("[name=issuanceNumber]", "02");
        await page.SubmitAsync();
        await page.WaitForURLAsync("**/code");
        await page.Locator(".card.red svg.qr").WaitForAsync();

        Assert.NotEqual(before, await HolderIdAsync(page));
        (
            await site.Client.PostAsync(
                "api/scan",
                new { healthCode = await page.Locator("svg.qr").ReadQrAsync() },
                await site.ShiftAsync()
            )
        ).Expect(200);
    }

    [Fact]
    public async Task Passport_IsReplacedByANewNumberAndAYear()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/renew");
        await page.Locator("[name=idNumber]").WaitForAsync();
        Assert.Contains("A new passport has a new number", await page.Locator(".lead").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("[name=issuanceNumber]").CountAsync());
        await page.AssertAccessibleAsync("passport");
    }

    private static Task<string> HolderIdAsync(IPage page) =>
        page.EvaluateAsync<string>("JSON.parse(localStorage.getItem('ghc.own.code.self')).answer.holderId");
}
