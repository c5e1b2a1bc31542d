using Ghc.Functions.Tests.Support;
using Ghc.Platform.Localization;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// Everything an inspector looks at is on the first screen: on every phone, in every language, whatever the size of its text.
/// </summary>
public sealed class FirstScreenTests(Azurite azurite, Chromium chromium)
{
    /// <summary>The narrowest that readers read from an arm's length: 57 modules and the quiet zone, three pixels each.</summary>
    private const int SmallestCode = 180;

    private static readonly string[] Looked = ["svg.qr", ".word", ".second-word", ".seconds", ".test-age", ".who strong", ".who span"];

    private static readonly (string Color, string IdType)[] Holders =
    [
        ("green", "passport"),
        ("yellow", "taiwan-permit"),
        ("red", "hong-kong-macao-permit"),
    ];

    [Fact]
    public async Task CodePage_AnyPhoneLanguageAndTextSize_HoldsAllOfItWhole()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        // The texts of the answer are those of its language; the page keeps it because nobody can be asked for another.
        await page.RouteAsync("**/api/**", route => route.AbortAsync());

        var wrong = new List<string>();
        foreach (var language in Languages.All.Select(language => language.Name))
        {
            foreach (var (color, idType) in Holders)
            {
                await ShowAsync(page, language, color, idType);
                wrong.AddRange((await MeasureAsync(page)).Select(found => $"{language} {color} {idType} {found}"));
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    [Fact]
    public async Task LongName_UsualText_StillWholeOnTheFirstScreen()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, "es");
        var page = await phone.NewPageAsync();
        var maria = await site.TravelerAsync(
            daysAgo: 2,
            new Traveler { Name = "MARIA FERNANDA DE LA SANTISIMA TRINIDAD Y TODOS LOS SANTOS" }
        );
        await page.ApplyAsync(site, maria);
        foreach (var (width, height) in Layout.Screens)
        {
            await page.SetViewportSizeAsync(width, height);
            Assert.Empty(await page.OutsideOfScreenAsync(Looked));
        }
    }

    /// <summary>A tap shows the code alone, on white, as large as the screen allows; another one, or Escape, closes it.</summary>
    [Theory]
    [InlineData(390, 844)]
    [InlineData(844, 390)]
    public async Task Tap_CodeFillsTheScreen_AndIsTheSame(int width, int height)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, scheme: ColorScheme.Dark);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        await page.SetViewportSizeAsync(width, height);
        await page.TapAsync(".qr-box");

        var large = page.Locator("dialog.full-screen[open] svg.qr");
        var box = (await large.BoundingBoxAsync())!;
        Assert.Equal((width, height), ((int)box.Width, (int)box.Height));
        Assert.Equal(
            "rgb(255, 255, 255)",
            await page.EvaluateAsync<string>("getComputedStyle(document.elementFromPoint(2, 2).closest('dialog')).backgroundColor")
        );
        Assert.StartsWith("GHC1:", await large.ReadQrAsync(), StringComparison.Ordinal);
        await page.AssertAccessibleAsync("the code alone");

        await page.TapAsync("dialog.full-screen button");
        await page.Locator("dialog.full-screen").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.TapAsync(".qr-box");
        await page.Keyboard.PressAsync("Escape");
        await page.Locator("dialog.full-screen").WaitForAsync(new() { State = WaitForSelectorState.Detached });
    }

    /// <summary>As if the traveler had it so: what the page shows comes from the phone.</summary>
    private static async Task ShowAsync(IPage page, string language, string color, string idType)
    {
        await page.EvaluateAsync(
            """
            ({ language, color, idType }) => {
              const kept = JSON.parse(localStorage.getItem('ghc.own.code.self'));
              kept.answer = { ...kept.answer, color, idType };
              localStorage.setItem('ghc.own.code.self', JSON.stringify(kept));
              localStorage.setItem('ghc.language', language);
            }
            """,
            new
            {
                language,
                color,
                idType,
            }
        );
        await page.ReloadAsync();
        await page.Locator($".card.{color} svg.qr").WaitForAsync();
        // A page that is loaded anew goes back to where it was scrolled to.
        await page.EvaluateAsync("scrollTo(0, 0)");
    }

    private static async Task<List<string>> MeasureAsync(IPage page)
    {
        var wrong = new List<string>();
        foreach (var size in Layout.TextSizes)
        {
            await page.SetTextSizeAsync(size);
            foreach (var (width, height) in Layout.Screens)
            {
                await page.SetViewportSizeAsync(width, height);
                var found = (await page.OutsideOfScreenAsync(Looked))
                    .Select(selector => $"outside: {selector}")
                    .Concat((await page.BrokenWordsAsync()).Select(word => $"broken: {word}"))
                    .Concat(await LinesOfColorWordAsync(page) > 1 ? ["the color runs over two lines"] : Array.Empty<string>())
                    .Concat(await WidthOfCodeAsync(page) < SmallestCode ? ["the code is too small"] : Array.Empty<string>())
                    .Concat(await page.ScrollsSidewaysAsync() ? ["sideways"] : Array.Empty<string>());
                wrong.AddRange(found.Select(what => $"{width}x{height} {size} %: {what}"));
            }
        }

        return wrong;
    }

    private static Task<int> LinesOfColorWordAsync(IPage page) =>
        page.EvaluateAsync<int>(
            "() => { const range = document.createRange(); range.selectNodeContents(document.querySelector('.word')); return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size; }"
        );

    private static Task<float> WidthOfCodeAsync(IPage page) =>
        page.EvaluateAsync<float>(
            "() => { const { width, height } = document.querySelector('svg.qr').getBoundingClientRect(); return Math.min(width, height); }"
        );
}
