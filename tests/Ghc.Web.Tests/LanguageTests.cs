using System.Globalization;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Localization;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>
/// A traveler reads one language everywhere: pages, the server's words, texts, paper. It is the one they chose, whatever the phone speaks.
/// </summary>
public sealed class LanguageTests(Azurite azurite, Chromium chromium)
{
    /// <summary>
    /// Latin words in what is shown, without those that these languages write so, names, and what is marked as of another language.
    /// </summary>
    private const string ForeignWords = """
        () => {
          const usual = /^(GHC|SMS|QR|CSV|WCAG|AA|ID|WeChat|Yuekang|Yueshengshi)$/;
          const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
          const found = [];
          while (walker.nextNode()) {
            const { data, parentElement: element } = walker.currentNode;
            if (!element.checkVisibility() || element.closest('bdi, option, script, noscript, svg, .sheet')) continue;
            if (element.closest('[lang]') !== document.documentElement) continue;
            found.push(...(data.match(/[A-Za-z]{2,}/g) ?? []).filter((word) => !usual.test(word)).map((word) => `${word} in "${data.trim().slice(0, 80)}"`));
          }
          return found;
        }
        """;

    public static TheoryData<string> All => [.. Languages.All.Select(language => language.Name)];

    [Theory]
    [InlineData("ja")]
    [InlineData("ru")]
    [InlineData("ar")]
    public async Task Traveler_ChoosesALanguage_ReadsReasonsRefusalsAndTextsInIt(string tag)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, "en");
        var page = await phone.NewPageAsync();
        var (anna, language) = (await site.TravelerAsync(daysAgo: 2), Languages.OfTag(tag));

        await page.GotoAsync("/");
        await page.SelectOptionAsync("header select", tag);
        await page.Locator($"html[lang={tag}]").WaitForAsync();
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(anna);
        await page.FillAsync("[name=smsCode]", "000000");
        await page.SubmitAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync(Texts.Get("problem.login-failed.detail", language));

        await page.ApplyAsync(site, anna);
        await Assertions.Expect(page.Locator(".reason-text").First).ToHaveTextAsync(Texts.Get("reason.inbound-red", language));
        await Assertions.Expect(page.Locator(".reason")).ToContainTextAsync(Texts.Get("guidance.inbound-red", language));

        var welcome = Texts.Get("sms.welcome", language, "|").Split('|')[0];
        await Until.TrueAsync(async () =>
            (await anna.TextsAsync(site.Client)).Any(text => text.Contains(welcome, StringComparison.Ordinal))
        );
    }

    /// <summary>
    /// No page has a sentence of another language in it, whether the pages or the service say it. Names, of people and of languages, are in
    /// the letters of their owners.
    /// </summary>
    [Theory]
    [InlineData("zh-CN")]
    [InlineData("zh-HK")]
    [InlineData("ko")]
    [InlineData("ru")]
    [InlineData("ar")]
    public async Task Pages_HaveNoWordOfAnotherLanguage(string tag)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, tag);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 9));
        var found = new List<string>();
        foreach (
            var (path, ready) in Pages
                .OfTravelers.Where(page => page.Path is not ("/companions" or "/visits"))
                .Append(("/companions", ".empty"))
                .Append(("/visits", ".empty"))
        )
        {
            await page.GotoAsync(path);
            await page.Locator(ready).First.WaitForAsync();
            foreach (var summary in await page.Locator(".question summary").AllAsync())
            {
                await summary.ClickAsync();
            }

            found.AddRange((await page.EvaluateAsync<string[]>(ForeignWords)).Select(word => $"{path}: {word}"));
            if (path is "/apply" or "/companions/add" or "/login" or "/password" or "/phone")
            {
                await page.Locator("form button.primary").ClickAsync();
                await page.Locator(".notice.error").WaitForAsync();
                found.AddRange((await page.EvaluateAsync<string[]>(ForeignWords)).Select(word => $"{path}, refused: {word}"));
            }
        }

        Assert.True(found.Count == 0, $"{tag}: {string.Join('\n', found.Distinct())}");
    }

    /// <summary>With the longest that can stand there: a permit by its full name.</summary>
    [Theory]
    [MemberData(nameof(All))]
    public async Task Paper_InAnyLanguage_FitsOnItsPage(string tag)
    {
        await using var site = new Site(azurite);
        var session = await site.ApplyAsync(await site.TravelerAsync(daysAgo: 2));
        var holder = (await site.Client.GetAsync("api/code", session)).Expect(200).Text("holderId");
        var answer = (await site.Client.PostAsync("api/printed-codes", new { holderId = holder }, session, tag)).Expect(201);
        var html = await answer.Response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        var own = Languages.OfTag(tag) is { TwoLetterISOLanguageName: not "zh" } language ? language : Languages.English;
        html = Lengthen(Lengthen(html, Languages.Simplified), own);

        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.SetViewportSizeAsync(800, 1100);
        await page.SetContentAsync(html);

        var room = await page.Locator("main")
            .EvaluateAsync<int>(
                "main => main.getBoundingClientRect().bottom - parseFloat(getComputedStyle(main).paddingBottom) - Math.max(...[...main.children].map((child) => child.getBoundingClientRect().bottom))"
            );
        Assert.True(room >= 0, $"{tag}: {room} px");
        Assert.True(await page.Locator("main").EvaluateAsync<bool>("main => main.scrollWidth <= main.clientWidth"));
        Assert.Equal(
            own.TextInfo.IsRightToLeft ? "rtl" : "ltr",
            await page.Locator(".what").Last.EvaluateAsync<string>("paragraph => getComputedStyle(paragraph).direction")
        );
    }

    private static string Lengthen(string html, CultureInfo language) =>
        html.Replace(
            $">{Texts.Get("print.passport", language)}<",
            $">{Texts.Get("print.hong-kong-macao-permit", language)}<",
            StringComparison.Ordinal
        );
}
