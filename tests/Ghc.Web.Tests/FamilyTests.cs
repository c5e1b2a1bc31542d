using System.Text.RegularExpressions;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A family applies on one form, with a card for each person.</summary>
public sealed class FamilyTests(Azurite azurite, Chromium chromium)
{
    private const string Send = "form:has([name=together]) button.primary";

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task FamilyOfFour_OneWrong_Mended_AllAreOnTheCodePage(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var (anna, family) = await ArrivedAsync(site);
        await page.GotoAsync("/apply");
        await page.ClickAsync("main a[href='/family']");
        await FillCardAsync(page, anna);
        await AddCardAsync(page, family[0]);
        await AddCardAsync(page, family[1] with { IdNumber = "X9999999" });
        await AddCardAsync(page, family[2]);
        Assert.Equal(4, await page.Locator(".member:not(:has(form))").CountAsync());
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.AssertAccessibleAsync("filled in");
        await page.DrawAsync(language, "family");

        await page.ClickAsync(Send);

        // The refused card is open, and says why; the focus is on it.
        await page.Locator(".notice.done").WaitForAsync();
        var card = page.Locator(".member.refused");
        await Assertions.Expect(card).ToHaveCountAsync(1);
        await Assertions.Expect(card.Locator("h2")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".notice.done")).ToContainTextAsync("CHILD C SMITH");
        await page.AssertAccessibleAsync("one refused");
        await page.DrawAsync(language, "family-refused");
        Assert.Equal("CHILD B SMITH", await page.InputValueAsync("[name=fullName]"));
        await page.FillAsync("[name=idNumber]", family[1].IdNumber);
        await page.ClickAsync(".member form button.primary");
        await page.ClickAsync(Send);

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/companions$"));
        await Assertions.Expect(page.Locator(".people li")).ToHaveCountAsync(3);
        await page.GotoAsync("/code");
        await page.Locator(".card svg.qr").WaitForAsync();
        await page.ClickAsync(".switch summary");
        foreach (var companion in family)
        {
            await Assertions.Expect(page.Locator(".switch li button", new() { HasText = companion.Name })).ToHaveCountAsync(1);
        }
    }

    [Fact]
    public async Task Together_OneWrong_NobodyIsRegistered_AndTheCodeIsNotTypedAgain()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, family) = await ArrivedAsync(site);
        await page.GotoAsync("/family");
        await FillCardAsync(page, anna);
        await AddCardAsync(page, family[0] with { LatestCrossingYear = family[0].LatestCrossingYear - 1 });
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.CheckAsync("[name=together]");
        await page.ClickAsync(Send);

        await page.Locator(".notice.error").First.WaitForAsync();
        await Assertions.Expect(page.Locator(".member.refused h2")).ToBeFocusedAsync();
        await page.SelectOptionAsync("[name=latestCrossingYear]", $"{family[0].LatestCrossingYear}");
        await page.ClickAsync(".member form button.primary");
        await page.ClickAsync(Send);

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/code$"));
        await page.Locator(".card svg.qr").WaitForAsync();
        Assert.Equal(2, await page.Locator(".dots i").CountAsync());
    }

    [Fact]
    public async Task Cards_ReloadHelpAndEditing_LoseNothing_AndNobodyIsLeftAfterRemoving()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, family) = await ArrivedAsync(site);
        await page.GotoAsync("/family");
        await FillCardAsync(page, anna);
        await AddCardAsync(page, family[0]);
        await page.ClickAsync("#add-member");
        await page.FillAsync("[name=idNumber]", "X77");

        await page.ReloadAsync();

        await Assertions.Expect(page.Locator(".member")).ToHaveCountAsync(3);
        Assert.Equal("X77", await page.InputValueAsync("[name=idNumber]"));
        await page.ClickAsync(".member:has(form) button.danger");
        await Assertions.Expect(page.Locator(".member")).ToHaveCountAsync(2);
        await Assertions.Expect(page.Locator("#add-member")).ToBeFocusedAsync();

        // By the keyboard alone: the second card is opened, its name mended, and closed.
        await page.Locator(".member:nth-of-type(2) button.plain").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".member:nth-of-type(2) h2")).ToBeFocusedAsync();
        await page.FillAsync("[name=fullName]", "ANOTHER NAME");
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(page.Locator(".member:nth-of-type(2) h2")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator(".member strong")).ToHaveTextAsync([anna.Name, "ANOTHER NAME"]);

        for (var n = 0; n < 9; n++)
        {
            await AddCardAsync(page, family[1] with { IdNumber = $"X88888{n:D2}" });
        }

        Assert.Equal(0, await page.Locator("#add-member").CountAsync());
    }

    [Fact]
    public async Task SamePersonTwice_IsToldAtTheCard_AndASignedInTravelerAddsSeveral()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var (anna, family) = await ArrivedAsync(site);
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/companions/add");
        await page.ClickAsync("main a[href='/family']");
        await FillCardAsync(page, family[0], "child");
        await AddCardAsync(page, family[0]);
        await page.ClickAsync(Send);

        await Assertions.Expect(page.Locator("[name=idNumber]")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("[name=idNumber]")).ToHaveAttributeAsync("aria-invalid", "true");
        await page.FillAsync("[name=idNumber]", family[1].IdNumber);
        await page.FillAsync("[name=fullName]", family[1].Name);
        await page.ClickAsync(".member form button.primary");
        await page.ClickAsync(Send);

        await Assertions.Expect(page).ToHaveURLAsync(new Regex("/companions$"));
        await Assertions.Expect(page.Locator(".people li")).ToHaveCountAsync(2);
    }

    [Fact]
    public async Task PhoneWithAnAccount_SignsIn_AndTheCardsAreStillThere()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        await using var other = await chromium.PhoneAsync(site.Url);
        var (anna, family) = await ArrivedAsync(site);
        await (await other.NewPageAsync()).ApplyAsync(site, anna);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/family");
        await FillCardAsync(page, anna);
        await AddCardAsync(page, family[0]);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        var code = await page.InputValueAsync("[name=smsCode]");
        await page.ClickAsync(Send);
        await page.Locator(".notice.error").WaitForAsync();

        // The code was not used for that.
        await page.ClickAsync("main a[href='/login?next=/family']");
        await page.FillAsync("[name=smsCode]", code);
        await page.SubmitAsync();

        await Assertions.Expect(page.Locator(".member strong")).ToHaveTextAsync([family[0].Name]);
        await page.ClickAsync(Send);
        await Assertions.Expect(page.Locator(".people li")).ToHaveCountAsync(1);
    }

    private static async Task<(Traveler Anna, Traveler[] Family)> ArrivedAsync(Site site)
    {
        var anna = await site.TravelerAsync(daysAgo: 2);
        return (
            anna,
            [.. await Task.WhenAll("ABC".Select(letter => site.TravelerAsync(daysAgo: 2, new Traveler { Name = $"CHILD {letter} SMITH" })))]
        );
    }

    private static async Task AddCardAsync(IPage page, Traveler companion)
    {
        await page.ClickAsync("#add-member");
        await FillCardAsync(page, companion, "child");
    }

    private static async Task FillCardAsync(IPage page, Traveler person, string? relationship = null)
    {
        await page.Locator(".member form").WaitForAsync();
        if (relationship is not null)
        {
            await page.SelectOptionAsync("[name=relationship]", relationship);
        }

        await page.FillDocumentAsync(person);
        await page.ClickAsync(".member form button.primary");
        await Assertions.Expect(page.Locator(".member form")).ToHaveCountAsync(0);
    }
}
