using System.Globalization;
using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// A case was at a place: one officer proposes a measure of everyone scanned there, another approves, both see how far it is.
/// </summary>
public sealed class PlaceMeasureTests(Azurite azurite, Chromium chromium)
{
    private static readonly Role Officer = new(Role.Officer, "");

    [Theory]
    [InlineData("en", ColorScheme.Light, "Everyone at Luohu Port", "Green to Yellow: 1", "Marked: 1 of 1. Told by text message: 1.")]
    [InlineData("zh-CN", ColorScheme.Dark, "Luohu Port的所有人员", "绿码变黄码：1人", "已标记1人（共1人），已短信告知1人。")]
    [InlineData("ar", ColorScheme.Light, "كل من كان في", "من أخضر إلى أصفر: 1", "وُضعت العلامة على 1 من 1. أُبلغ برسالة نصية: 1.")]
    public async Task Measure_OfAPlace_ProposedCountedApprovedWatchedLifted(
        string language,
        ColorScheme scheme,
        string everyone,
        string change,
        string marked
    )
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        var traveler = await site.ApplyAsync(anna);
        var now = TimeProvider.System.GetUtcNow();
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await site.ScannedAsync(anna, now.AddMinutes(-90));
        await page.ClickAsync(".views button:nth-child(4)");
        await page.Locator("[name=placeId]").WaitForAsync();
        await page.AssertWellMadeAsync("form");

        // What is missing, what the service refuses, and a place that nobody registered: each at its field.
        await page.SubmitAsync();
        await ErrorsAsync(page, "placeId", "from", "to", "legalReason");
        await FillAsync(page, now.AddHours(-2), now.AddHours(-1));
        await page.FillAsync("[name=placeId]", "no such place");
        await page.SubmitAsync();
        await ErrorsAsync(page, "placeId");
        await page.ChoosePlaceAsync("luohu", Inspector.PlaceId);
        await FillAsync(page, now.AddDays(-30), now.AddDays(1));
        await page.SubmitAsync();
        await ErrorsAsync(page, "from", "to");
        await page.AssertWellMadeAsync("refused");

        // Whom it would reach is counted while the officer looks.
        await FillAsync(page, now.AddHours(-2), now.AddHours(-1));
        await page.SubmitAsync();
        await Assertions.Expect(page.Locator("[data-measure]")).ToContainTextAsync(everyone);
        await page.Locator("[data-trial=done]").WaitForAsync();
        await Assertions.Expect(page.Locator("[data-trial]")).ToContainTextAsync(change);
        Assert.Equal(0, await page.Locator("[data-measure] > .actions > button.plain").CountAsync());
        await page.AssertWellMadeAsync("own proposal");
        Assert.Equal("green", await ColorAsync(site, traveler));

        // Another officer approves, and sees it being done.
        await using var desk = await chromium.PhoneAsync(site.Url, language, scheme);
        var second = await desk.NewPageAsync();
        await second.GotoAsync("/officer");
        await second.SignInAsync(site, await site.StaffAsync(Officer));
        await second.ClickAsync(".views button:nth-child(2)");
        await second.ClickAsync("[data-measure] > .actions > button.plain");
        await Assertions.Expect(second.Locator("dialog[open]")).ToContainTextAsync(change);
        await second.AssertAccessibleAsync("asking before approval");
        await second.ClickAsync("dialog[open] button.primary");
        await second.Locator("[data-progress=done]").WaitForAsync();
        await Assertions.Expect(second.Locator(".progress")).ToContainTextAsync(marked);
        await second.AssertWellMadeAsync("done");
        await Until.TrueAsync(async () => await ColorAsync(site, traveler) == "yellow");

        await second.Locator("[data-measure] > p.actions > button").ClickAsync();
        await Assertions.Expect(second.Locator(".exposed [data-told=true]")).ToContainTextAsync(anna.Masked());
        await second.AssertWellMadeAsync("who was there");

        // The first one looks too, and lifts it from everyone.
        await page.ClickAsync(".views button:nth-child(3)");
        await page.ClickAsync("[data-measure] > p.actions > button >> nth=0");
        await page.Locator("[data-progress=done]").WaitForAsync();
        await page.ClickAsync("[data-measure] > .actions > button.danger");
        await page.ClickAsync("dialog[open] button.danger");
        await page.Locator(".empty").WaitForAsync();
        await Until.TrueAsync(async () => await ColorAsync(site, traveler) == "green");
    }

    [Fact]
    public async Task Network_LostWhileProposingOrWatching_LosesNothing()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var now = TimeProvider.System.GetUtcNow();
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.ClickAsync(".views button:nth-child(4)");
        await page.ChoosePlaceAsync("Luohu", Inspector.PlaceId);
        await FillAsync(page, now.AddHours(-2), now.AddHours(-1));

        // The answer is lost, not the proposal: sent again it is the same one.
        await page.RouteAsync(
            "**/api/exposures",
            async route =>
            {
                await route.FetchAsync();
                await route.AbortAsync();
            },
            new() { Times = 1 }
        );
        await page.SubmitAsync();
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("No network");
        await page.SubmitAsync();
        await page.Locator("[data-measure]").WaitForAsync();
        Assert.Equal(1, await page.Locator("[data-measure]").CountAsync());

        await using var desk = await chromium.PhoneAsync(site.Url);
        var second = await desk.NewPageAsync();
        await second.GotoAsync("/officer");
        await second.SignInAsync(site, await site.StaffAsync(Officer));
        await second.ClickAsync(".views button:nth-child(2)");
        await second.RouteAsync("**/api/exposures/*", route => route.AbortAsync(), new() { Times = 1 });
        await second.ClickAsync("[data-measure] > .actions > button.plain");
        await second.ClickAsync("dialog[open] button.primary");
        await Assertions.Expect(second.Locator(".progress")).ToContainTextAsync("The work goes on without this page");
        await second.Locator("[data-progress=done]").WaitForAsync();
        await Assertions.Expect(second.Locator(".progress")).ToContainTextAsync("Everyone who was there is marked.");
    }

    private static async Task FillAsync(IPage page, DateTimeOffset from, DateTimeOffset to)
    {
        await page.FillAsync("[name=from]", TypedInGuangdong(from));
        await page.FillAsync("[name=to]", TypedInGuangdong(to));
        await page.SelectOptionAsync("[name=legalReason]", "epidemiological-investigation");
    }

    private static string TypedInGuangdong(DateTimeOffset time) =>
        time.ToOffset(TimeSpan.FromHours(8)).ToString("yyyy-MM-dd'T'HH:mm", CultureInfo.InvariantCulture);

    /// <summary>These fields are told to be wrong, and no other.</summary>
    private static async Task ErrorsAsync(IPage page, params string[] fields)
    {
        await page.WaitForFunctionAsync(
            "wanted => [...document.querySelectorAll('.field-error')].map((error) => error.dataset.error).sort().join() === wanted",
            string.Join(',', fields.Order(StringComparer.Ordinal))
        );
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('role') === 'alert'");
    }

    private static async Task<string> ColorAsync(Site site, string session) =>
        (await site.Client.GetAsync("api/code", session)).Expect(200).Text("color");
}
