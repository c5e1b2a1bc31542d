using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Pictures of what officers see, for people to look at.</summary>
public sealed class OfficerScreenshotTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Light)]
    [InlineData("ar", ColorScheme.Dark)]
    public async Task Officers_AreDrawn(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 9);
        await site.ApplyAsync(anna);
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(new Role(Role.Officer, "")));
        await page.Locator(".views").WaitForAsync();
        await page.DrawAsync(language, "officer-find");
        await page.FindAsync(anna);
        await page.DrawAsync(language, "officer-holder");
        await page.ClickAsync("main > button.primary");
        await page.Locator("[name=kind]").WaitForAsync();
        await page.DrawAsync(language, "officer-propose");
        await page.ProposeAsync();
        await page.ClickAsync(".views button:nth-child(2)");
        await page.Locator(".measures").WaitForAsync();
        await page.DrawAsync(language, "officer-pending");
        await page.ClickAsync(".views button:nth-child(4)");
        await page.DrawAsync(language, "officer-place");
        await page.FillAsync("[name=placeId]", "luohu");
        await page.Locator(".found [role=option]").First.WaitForAsync();
        await page.DrawAsync(language, "officer-place-found");
        await page.FillAsync("[name=placeId]", "");
        await page.SubmitAsync();
        await page.DrawAsync(language, "officer-place-errors");
        await page.ClickAsync(".views button:nth-child(5)");
        await page.DrawAsync(language, "officer-assist");
        await page.SelectOptionAsync("[name=idType]", anna.IdType);
        await page.FillAsync("[name=idNumber]", anna.IdNumber);
        await page.SelectOptionAsync("[name=reason]", "no-roaming");
        await page.SubmitAsync();
        await page.DrawAsync(language, "officer-assist-asking");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator(".assisted").WaitForAsync();
        await page.DrawAsync(language, "officer-assist-code");
        await DrawPlaceMeasureAsync(site, page, language, anna);
        Assert.True(File.Exists(Path.Combine(Screenshots.Folder, $"{language}-officer-progress.png")));
    }

    private static async Task DrawPlaceMeasureAsync(Site site, IPage page, string language, Traveler visitor)
    {
        var now = TimeProvider.System.GetUtcNow();
        await site.ScannedAsync(visitor, now.AddMinutes(-90));
        var first = await site.SessionAsync(await site.StaffAsync(new Role(Role.Officer, "")));
        (
            await site.Client.PostAsync(
                "api/exposures",
                new
                {
                    placeId = Inspector.PlaceId,
                    from = now.AddHours(-2),
                    to = now.AddHours(-1),
                },
                first
            )
        ).Expect(409);
        await page.ClickAsync(".views button:nth-child(2)");
        await page.Locator("[data-trial=done]").WaitForAsync();
        (
            await site.Client.PostAsync(
                "api/measures",
                Functions.Tests.Support.Officers.Measure(visitor, "confirmed", "case-isolation", now.AddDays(5)),
                first
            )
        ).Expect(409);
        await page.ReloadAsync();
        await page.Locator("[data-trial=done]").WaitForAsync();
        await page.DrawAsync(language, "officer-to-approve");
        await page.Locator("[data-measure]", new() { Has = page.Locator("[data-after=red]") })
            .Locator("> .actions > button.plain")
            .First.ClickAsync();
        await page.DrawAsync(language, "officer-approving-person");
        await page.Keyboard.PressAsync("Escape");
        await page.SetViewportSizeAsync(1280, 800);
        await page.DrawAsync(language, "officer-to-approve-desk");
        await page.Locator("[data-measure] a").First.ClickAsync();
        await page.Locator(".timeline").WaitForAsync();
        await page.Locator(".look-ups button").ClickAsync();
        await page.Locator(".look-ups li").First.WaitForAsync();
        await page.DrawAsync(language, "officer-person-desk");
        await page.SetViewportSizeAsync(360, 740);
        await page.DrawAsync(language, "officer-person");
        await page.ClickAsync(".views button:nth-child(2)");
        await page.Locator("[data-measure]", new() { Has = page.Locator("[data-trial=done]") })
            .Locator("> .actions > button.plain")
            .ClickAsync();
        await page.DrawAsync(language, "officer-approving");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator("[data-progress=done]").WaitForAsync();
        await page.Locator("[data-measure] > p.actions > button").First.ClickAsync();
        await page.Locator(".exposed li").First.WaitForAsync();
        await page.DrawAsync(language, "officer-progress");
    }
}
