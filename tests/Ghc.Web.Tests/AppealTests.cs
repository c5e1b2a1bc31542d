using Ghc.Domain.Accounts;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A holder appeals a reason on the code page, and two officers answer on theirs.</summary>
public sealed class AppealTests(Azurite azurite, Chromium chromium)
{
    private const string Written = "I was in Zhuhai that day; the hotel can confirm it.";

    [Theory]
    [InlineData("en", ColorScheme.Light)]
    [InlineData("zh-CN", ColorScheme.Dark)]
    [InlineData("ar", ColorScheme.Light)]
    public async Task Appeal_WrittenAndLiftedByTwoOfficers_HolderReadsTheAnswer(string language, ColorScheme scheme)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        var (first, second) = (
            await site.StaffAsync(new Role(Role.Officer, "")),
            await site.SessionAsync(await site.StaffAsync(new Role(Role.Officer, "")))
        );
        await ContactAsync(site, anna, second);
        await page.ApplyAsync(site, anna);
        await page.Locator(".card.red").WaitForAsync();
        await page.Locator("a[href^='/appeal']").WaitForAsync();
        await page.AssertWellMadeAsync("a red code with the way to appeal");
        await page.DrawAsync(language, "code-appeal");
        await page.ClickAsync("a[href^='/appeal']");

        // Nothing is sent without a ground, and what is refused is said beside its field.
        await page.Locator("textarea").WaitForAsync();
        await page.AssertWellMadeAsync("appeal");
        await page.FillAsync("textarea", "See www.evil.example for the proof.");
        await page.SubmitAsync();
        await page.Locator(".wrong select").WaitForAsync();
        await page.SelectOptionAsync("[name=ground]", "mix-up");
        await page.SubmitAsync();
        await page.Locator(".wrong textarea").WaitForAsync();
        await page.AssertWellMadeAsync("appeal with errors");
        await page.DrawAsync(language, "appeal-errors");
        await page.FillAsync("textarea", Written);
        await page.SubmitAsync();
        await page.Locator("[data-appeal=open]").WaitForAsync();
        Assert.Equal(0, await page.Locator("form").CountAsync());
        await page.AssertWellMadeAsync("appeal, sent");
        await page.DrawAsync(language, "appeal-sent");

        await using var desk = await chromium.PhoneAsync(site.Url, language, scheme);
        var officer = await desk.NewPageAsync();
        await officer.GotoAsync("/officer?view=appeals");
        await officer.SignInAsync(site, first);
        await officer.Locator("[data-appeal]").WaitForAsync();
        await officer.AssertWellMadeAsync("queue");
        await officer.DrawAsync(language, "officer-appeals");
        await officer.ClickAsync("[data-appeal] button");
        await officer.Locator("[name=decision]").WaitForAsync();
        Assert.Equal(Written, await officer.Locator(".written").InnerTextAsync());
        Assert.Equal(0, await officer.Locator(".written a").CountAsync());
        await officer.SelectOptionAsync("[name=decision]", "refuse");
        await officer.AssertWellMadeAsync("refusing");
        await officer.SelectOptionAsync("[name=decision]", "lift");
        await officer.FillAsync("[name=message]", "It was somebody of the same name.");
        await officer.AssertWellMadeAsync("deciding");
        await officer.DrawAsync(language, "officer-appeal");
        await officer.SubmitAsync();
        await officer.Locator(".notice.done").WaitForAsync();
        await officer.ClickAsync("[data-appeal] button");
        await officer.Locator(".notice.info").WaitForAsync();
        Assert.Equal(
            ["", "decline-lift"],
            await officer.Locator("[name=decision] option").EvaluateAllAsync<string[]>("options => options.map((option) => option.value)")
        );
        await officer.AssertWellMadeAsync("own proposal");

        var id = (await site.Client.GetAsync("api/appeal-queue", second)).Expect(200)["appeals"][0]!["appealId"]!.ToString();
        (await site.Client.PostAsync($"api/appeals/{id}/answers", new { decision = "approve-lift", version = 1 }, second)).Expect(200);
        await page.ReloadAsync();
        await page.Locator("[data-appeal=lifted]").WaitForAsync();
        Assert.Equal("It was somebody of the same name.", await page.Locator(".written").First.InnerTextAsync());
        await page.AssertWellMadeAsync("appeal, granted");
        await page.DrawAsync(language, "appeal-granted");
    }

    [Fact]
    public async Task Lifted_WhileAnotherMeasureOfTheKindGoesOn_SaysSo()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, "zh-CN");
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        var (first, second) = (
            await site.SessionAsync(await site.StaffAsync(new Role(Role.Officer, ""))),
            await site.SessionAsync(await site.StaffAsync(new Role(Role.Officer, "")))
        );
        await ContactAsync(site, anna, second);
        await ContactAsync(site, anna, second);
        await page.ApplyAsync(site, anna);
        await page.ClickAsync("a[href^='/appeal']");
        await page.Locator("textarea").WaitForAsync();
        await page.SelectOptionAsync("[name=ground]", "mix-up");
        await page.FillAsync("textarea", Written);
        await page.SubmitAsync();
        await page.Locator("[data-appeal=open]").WaitForAsync();

        var id = (await site.Client.GetAsync("api/appeal-queue", first)).Expect(200)["appeals"][0]!["appealId"]!.ToString();
        var liftable = (await site.Client.GetAsync($"api/appeals/{id}", first)).Expect(200)["liftable"].AsArray();
        Assert.Equal(2, liftable.Count);
        (
            await site.Client.PostAsync(
                $"api/appeals/{id}/answers",
                new
                {
                    decision = "lift",
                    version = 0,
                    measureId = (string)liftable[0]!["measureId"]!,
                },
                first
            )
        ).Expect(200);
        (await site.Client.PostAsync($"api/appeals/{id}/answers", new { decision = "approve-lift", version = 1 }, second)).Expect(200);
        await page.ReloadAsync();

        await Assertions.Expect(page.Locator("[data-appeal=lifted]")).ToContainTextAsync("您的健康码仍有此原因");
        await page.Locator("textarea").WaitForAsync();
        await page.AssertWellMadeAsync("granted, and another measure goes on");
        await page.DrawAsync("zh-CN", "appeal-granted-held");
    }

    private static async Task ContactAsync(Site site, Traveler who, string second)
    {
        var first = await site.SessionAsync(await site.StaffAsync(new Role(Role.Officer, "")));
        var body = new
        {
            idType = who.IdType,
            idNumber = who.IdNumber,
            kind = "close-contact",
            legalReason = "contact-observation",
        };
        var measure = (await site.Client.PostAsync("api/measures", body, first)).Expect(409).Text("measureId");
        (await site.Client.PostAsync("api/measures", new { approves = measure }, second)).Expect(201);
    }
}
