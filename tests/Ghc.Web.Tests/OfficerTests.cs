using System.Text.Json.Nodes;
using Ghc.Domain.Accounts;
using Ghc.Domain.Measures;
using Ghc.Functions.Tests.Support;
using Ghc.Platform.Json;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>Two health officers: why somebody has a color, and a measure that needs them both.</summary>
public sealed class OfficerTests(Azurite azurite, Chromium chromium)
{
    private static readonly Role Officer = new(Role.Officer, "");

    [Theory]
    [InlineData("en", ColorScheme.Light, "Entry, Luohu Port", "Close contact")]
    [InlineData("zh-CN", ColorScheme.Dark, "入境，罗湖口岸", "密切接触者")]
    [InlineData("ar", ColorScheme.Light, "دخول، Luohu Port", "مخالط قريب")]
    public async Task Measure_ProposedApprovedLifted_ColorFollowsAndSaysWhy(
        string language,
        ColorScheme scheme,
        string entry,
        string contact
    )
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        var traveler = await site.ApplyAsync(anna);
        await page.GotoAsync("/officer");
        await page.Locator("[name=password]").WaitForAsync();
        await page.AssertWellMadeAsync("sign in");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.Locator(".views").WaitForAsync();
        await page.AssertWellMadeAsync("look up");

        // Green, and why: the entry, and the colors that came of it one after another.
        await page.FindAsync(anna);
        Assert.Equal("green", await page.Locator(".color-of").GetAttributeAsync("data-color"));
        Assert.Contains(entry, await page.Locator("[data-fact=crossing]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.True(await page.Locator(".timeline .red").CountAsync() == 1);
        Assert.DoesNotContain("inbound-", await page.Locator(".timeline").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("green", await page.Locator(".timeline [aria-current]").GetAttributeAsync("class"), StringComparison.Ordinal);
        await page.AssertWellMadeAsync("a person");

        await page.ClickAsync("main > button.primary");
        await page.Locator("[name=kind]").WaitForAsync();
        await page.AssertWellMadeAsync("form");
        await page.ProposeAsync();
        await page.ClickAsync(".views button:nth-child(2)");
        await page.Locator(".measures li").WaitForAsync();
        Assert.Contains(contact, await page.Locator(".measures li").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(0, await page.Locator("[data-measure] > .actions > button.plain").CountAsync());
        await page.AssertWellMadeAsync("own proposal");
        Assert.Equal("green", await ColorAsync(site, traveler));

        // Another officer approves, on another machine.
        await using var desk = await chromium.PhoneAsync(site.Url, language, scheme);
        var second = await desk.NewPageAsync();
        await second.GotoAsync("/officer");
        await second.SignInAsync(site, await site.StaffAsync(Officer));
        await second.ClickAsync(".views button:nth-child(2)");
        await Assertions.Expect(second.Locator(".what-changes[data-color=green][data-after=red]")).ToBeVisibleAsync();
        await Assertions.Expect(second.Locator("[data-measure]")).ToContainTextAsync(anna.Masked());
        await second.AssertWellMadeAsync("to approve");
        await second.ClickAsync("[data-measure] > .actions > button.plain");
        await Assertions.Expect(second.Locator("dialog[open]")).ToContainTextAsync(anna.Masked());
        await second.AssertAccessibleAsync("asking before approval");
        await second.ClickAsync("dialog[open] button.primary");
        await second.Locator(".notice.done").WaitForAsync();
        await Until.TrueAsync(async () => await ColorAsync(site, traveler) == "red");

        // In force, explained, and lifted by one.
        await second.ClickAsync(".views button:nth-child(1)");
        await second.FindAsync(anna);
        Assert.Equal("red", await second.Locator(".color-of").GetAttributeAsync("data-color"));
        Assert.Contains(contact, await second.Locator("[data-fact=measure]").InnerTextAsync(), StringComparison.Ordinal);
        await second.AssertWellMadeAsync("a person under a measure");
        await second.ClickAsync(".views button:nth-child(3)");
        await second.ClickAsync("[data-measure] > .actions > button.danger");
        await second.ClickAsync("dialog[open] button.danger");
        await second.Locator(".empty").WaitForAsync();
        await Until.TrueAsync(async () => await ColorAsync(site, traveler) == "green");
    }

    [Fact]
    public async Task Measure_StartsEmpty_AndOffersTheReasonsOfItsKindAlone()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.FindAsync(anna);
        await page.ClickAsync("main > button.primary");
        Assert.Equal(("", ""), (await page.InputValueAsync("[name=kind]"), await page.InputValueAsync("[name=legalReason]")));
        await page.SelectOptionAsync("[name=kind]", "confirmed");
        Assert.Equal(
            ["", "case-isolation"],
            (
                await page.Locator("[name=legalReason] option")
                    .EvaluateAllAsync<string[]>("options => options.map((option) => option.value)")
            ).AsEnumerable()
        );
        await page.SubmitAsync();
        await page.Locator("[data-error=legalReason]").WaitForAsync();
        await page.AssertAccessibleAsync("refused");
    }

    /// <summary>The pages offer what the rules allow, and nothing else.</summary>
    [Fact]
    public void LegalReasonsOfThePages_AreThoseOfTheRules()
    {
        var offered = JsonNode
            .Parse(File.ReadAllText(Path.Combine(Azurite.RepositoryRoot, "web", "src", "officers", "legalReasons.json")))!
            .AsObject();
        Assert.Equal(
            Enum.GetValues<MeasureKind>().Select(kind => Words.Of(kind)).Order(StringComparer.Ordinal),
            offered.Select(kind => kind.Key).Order(StringComparer.Ordinal)
        );
        Assert.All(
            Enum.GetValues<MeasureKind>(),
            kind =>
                Assert.Equal(
                    Enum.GetValues<LegalReason>()
                        .Where(reason => LegalReasons.Carries(reason, kind))
                        .Select(reason => Words.Of(reason))
                        .Order(StringComparer.Ordinal),
                    offered[Words.Of(kind)]!.AsArray().Select(reason => (string)reason!).Order(StringComparer.Ordinal)
                )
        );
    }

    /// <summary>From what waits to the person, who looked at them, and the signature on their page.</summary>
    [Fact]
    public async Task Person_FollowedFromTheList_ShowsWhatWaitsAndWhoLooked()
    {
        await using var site = new Site(azurite);
        var anna = await site.TravelerAsync(daysAgo: 40);
        var traveler = await site.ApplyAsync(anna);
        var first = await site.SessionAsync(await site.StaffAsync(Officer));
        var until = TimeProvider.System.GetUtcNow().AddDays(5);
        (
            await site.Client.PostAsync(
                "api/measures",
                Functions.Tests.Support.Officers.Measure(anna, "close-contact", "contact-observation", until),
                first
            )
        ).Expect(409);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/officer?view=pending");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.ClickAsync("[data-measure] a");
        await page.Locator(".timeline").WaitForAsync();
        await Assertions.Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("view=find&holder=[0-9a-f]{32}$"));
        await Assertions.Expect(page.Locator(".color-of")).ToContainTextAsync(anna.Masked());
        await Assertions.Expect(page.Locator(".waiting [data-measure]")).ToContainTextAsync("Green now, Red once approved");
        Assert.Equal(0, await page.Locator("main > button.primary").CountAsync());
        await page.Locator(".look-ups button").ClickAsync();
        await page.Locator(".look-ups li").First.WaitForAsync();
        await page.AssertWellMadeAsync("a person followed from the list");

        // Signed here, and gone from what waits.
        await page.ClickAsync(".waiting [data-measure] > .actions > button.plain");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator(".waiting .empty").WaitForAsync();
        await Until.TrueAsync(async () => await ColorAsync(site, traveler) == "red");

        // Opened anew it is the same person; another one starts from the form.
        await page.ReloadAsync();
        await page.Locator(".timeline").WaitForAsync();
        await page.ClickAsync("main > .actions button:nth-child(2)");
        await page.Locator("[name=idNumber]").WaitForAsync();
        await page.GoBackAsync();
        await page.Locator(".timeline").WaitForAsync();
    }

    /// <summary>Which view is open is in the address: it can be sent, opened anew and gone back from; the focus follows.</summary>
    [Fact]
    public async Task View_IsInTheAddress()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/officer?view=pending");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.Locator(".empty").WaitForAsync();
        await page.ClickAsync(".views button:nth-child(4)");
        await page.Locator("[name=placeId]").WaitForAsync();
        Assert.EndsWith("/officer?view=place", page.Url, StringComparison.Ordinal);
        await page.WaitForFunctionAsync("() => document.activeElement.tagName === 'H1'");
        await page.GoBackAsync();
        await page.Locator(".empty").WaitForAsync();
        await page.ReloadAsync();
        await page.Locator(".empty").WaitForAsync();
    }

    /// <summary>A code on a stranger's phone: whoever brings the document gets it back.</summary>
    [Fact]
    public async Task Document_BroughtToTheDesk_IsFreed()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 40);
        var stranger = await site.ApplyAsync(anna);
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.FindAsync(anna);
        await page.ClickAsync(".release button");
        await page.AssertAccessibleAsync("asking before the release");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator(".notice.done").WaitForAsync();
        await page.Locator(".release").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        (await site.Client.GetAsync("api/code", stranger)).Expect(404);
    }

    /// <summary>What an officer reads is about the person, not to them, and names no rule or id.</summary>
    [Theory]
    [InlineData("en", "Entered recently", "You ")]
    [InlineData("zh-CN", "近期入境", "您")]
    public async Task Person_IsSpokenOfInTheThirdPerson(string language, string said, string you)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        await site.ApplyAsync(anna);
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.FindAsync(anna);
        await Assertions.Expect(page.Locator(".timeline")).ToContainTextAsync(said);
        await Assertions.Expect(page.Locator(".holder")).Not.ToContainTextAsync(you);
        Assert.Equal(0, await page.Locator(".holder code").CountAsync());

        // At a desk the page uses the desk.
        await page.SetViewportSizeAsync(1280, 900);
        Assert.True(await page.Locator("main").EvaluateAsync<int>("main => main.getBoundingClientRect().width") > 900);
        Assert.False(await page.ScrollsSidewaysAsync());
    }

    [Fact]
    public async Task Person_Unknown_IsToldAtTheForm()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/officer");
        await page.SignInAsync(site, await site.StaffAsync(Officer));
        await page.SelectOptionAsync("[name=idType]", "passport");
        await page.FillAsync("[name=idNumber]", "N0000000");
        await page.SubmitAsync();
        await page.Locator(".notice.error").WaitForAsync();
        await page.WaitForFunctionAsync("() => document.activeElement.getAttribute('role') === 'alert'");
    }

    [Fact]
    public async Task Inspector_IsNoOfficer()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/officer");
        await page.Locator("[name=password]").WaitForAsync();
        var inspector = await site.InspectorAsync();
        await page.FillPhoneAsync(inspector);
        await page.FillAsync("[name=password]", Gates.Password);
        await page.FillSmsCodeAsync(site, inspector);
        await page.SubmitAsync();
        await Assertions.Expect(page.Locator(".lead")).ToHaveTextAsync("This account is not a health officer’s. Sign in as one.");
        Assert.Equal(0, await page.Locator(".views").CountAsync());
    }

    private static async Task<string> ColorAsync(Site site, string session) =>
        (await site.Client.GetAsync("api/code", session)).Expect(200).Text("color");
}
