using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A place manager at work: registers, invites, removes and prints; and the inspector who was invited.</summary>
public sealed class PlacesTests(Azurite azurite, Chromium chromium)
{
    private static readonly Role Manager = new(Role.PlaceManager, Inspector.PlaceId);

    [Theory]
    [InlineData("en", ColorScheme.Light, "Port of entry")]
    [InlineData("zh-CN", ColorScheme.Dark, "口岸")]
    [InlineData("ar", ColorScheme.Light, "منفذ حدودي")]
    public async Task Manager_RegistersInvitesRemovesAndPrints(string language, ColorScheme scheme, string port)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/places");
        await page.Locator("[name=password]").WaitForAsync();
        await page.AssertAccessibleAsync("sign in");
        await page.SignInAsync(site, await site.StaffAsync(Manager));
        await page.Locator(".place").WaitForAsync();

        await page.ClickAsync("main > button.primary");
        await page.SubmitAsync();
        await page.Locator(".field-error").First.WaitForAsync();
        await page.AssertWellMadeAsync("form with errors");
        await page.FillAsync("[name=name]", "花园酒店");
        await page.FillAsync("[name=nameEn]", "Garden Hotel");
        await page.SelectOptionAsync("[name=type]", "port");
        await page.FillAsync("[name=area]", "Yuexiu, Guangzhou");
        await page.FillAsync("[name=address]", "368 Huanshi East Road");
        await page.SubmitAsync();
        var place = page.Locator(".place", new() { HasText = "Garden Hotel" });
        await place.WaitForAsync();
        await Assertions.Expect(place.Locator("h2")).ToHaveTextAsync(language == "zh-CN" ? "花园酒店" : "Garden Hotel");
        Assert.Contains(port, await place.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("368 Huanshi East Road", await place.InnerTextAsync(), StringComparison.Ordinal);

        // Whoever is invited is told by text, and may work here.
        var invited = new Traveler();
        await place.Locator("> button.text").ClickAsync();
        await page.FillPhoneAsync(invited);
        await page.Locator("[name=name]").FillAsync("Chen Wei");
        await page.SubmitAsync();
        await Assertions.Expect(place.Locator(".inspector")).ToContainTextAsync("Chen Wei");
        await page.AssertWellMadeAsync("a place");
        await Until.TrueAsync(async () =>
            (await invited.TextsAsync(site.Client)).Any(text => text.Contains("花园酒店", StringComparison.Ordinal))
        );
        var link = await place.Locator(".invite-link").InnerTextAsync();
        Assert.StartsWith($"{site.Url}/inspector?place=", link, StringComparison.Ordinal);
        Assert.EndsWith((await place.GetAttributeAsync("data-place"))!, link, StringComparison.Ordinal);
        await place.Locator(".inspector > button.danger").ClickAsync();
        await page.AssertAccessibleAsync("asking before removal");
        await page.ClickAsync("dialog[open] button.danger");
        await place.Locator(".inspector").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await place.Locator(".actions button").ClickAsync();
        await page.AssertWellMadeAsync("poster");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator("h1").IsVisibleAsync());
        Assert.Contains("请出示粤康码", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Please show your GHC", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("花园酒店", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Garden Hotel", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(site.Url + "/", await page.Locator(".poster svg.qr").ReadQrAsync());
    }

    [Fact]
    public async Task Poster_Printed_IsOnePageOfA4()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/places");
        await page.SignInAsync(site, await site.StaffAsync(Manager));
        await page.ClickAsync(".place .actions button");
        await page.Locator(".poster").WaitForAsync();
        var pdf = System.Text.Encoding.Latin1.GetString(await page.PdfAsync(new() { PreferCSSPageSize = true }));
        Assert.Matches(@"/MediaBox \[0 0 59[456][.\d]* 84[12][.\d]*\]", pdf);
        Assert.Matches(@"/Type /Pages\s+/Count 1\b", pdf);
    }

    [Fact]
    public async Task Invited_SetsAPasswordAndStartsAShift()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var invited = new Traveler();
        await page.GotoAsync("/places");
        await page.SignInAsync(site, await site.StaffAsync(Manager));
        await page.ClickAsync(".place > button.text");
        await page.FillPhoneAsync(invited);
        await page.SubmitAsync();
        await page.Locator(".inspector").WaitForAsync();

        // On a phone of their own: log in by SMS, set a password, show both.
        await using var other = await chromium.PhoneAsync(site.Url);
        var gate = await other.NewPageAsync();
        await gate.GotoAsync("/login?next=/password");
        await gate.FillPhoneAsync(invited);
        await gate.FillSmsCodeAsync(site, invited);
        await gate.SubmitAsync();
        await gate.WaitForURLAsync("**/password");
        await gate.FillAsync("[name=password]", Gates.Password);
        await gate.SubmitAsync();
        await gate.Locator(".notice.done").WaitForAsync();
        await gate.GotoAsync("/inspector");
        await gate.Locator("button.text").ClickAsync();
        await gate.SignInAsync(site, invited);
        await gate.ClickAsync(".choices button");
        await gate.Locator("[name=typedCode]").WaitForAsync();
        Assert.Contains("Luohu Port", await gate.Locator(".gate-place").InnerTextAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Inspector_SeesThePlaceAndManagesNothing()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/places");
        await page.SignInAsync(site, await site.InspectorAsync());
        await page.Locator(".place").WaitForAsync();
        Assert.Equal(0, await page.Locator("main > button.primary").CountAsync());
        Assert.Equal(0, await page.Locator(".place button").CountAsync());
        Assert.Equal($"/inspector?place={Inspector.PlaceId}", await page.Locator(".place a.button").GetAttributeAsync("href"));
    }

    [Fact]
    public async Task Manager_WithOneFactor_SignsInWithBoth()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.GotoAsync("/places");
        await page.Locator("[name=password]").WaitForAsync();
        Assert.True(await page.Locator("[name=smsCode]").IsVisibleAsync());
    }
}
