using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>What travelers type is kept, shown once more, and what is wrong with it is told in the language that they read.</summary>
public sealed class FormTests(Azurite azurite, Chromium chromium)
{
    private const string Number = "1590650023";

    [Fact]
    public async Task Apply_HelpReloadAndAnotherLanguage_LoseNothingButTheCode()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = (await site.TravelerAsync(daysAgo: 2)) with { Name = "SOMEBODY ELSE" };
        await page.GotoAsync("/");
        await page.ClickAsync("a[href='/apply']");
        await page.FillDocumentAsync(anna);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        var code = await page.InputValueAsync("[name=smsCode]");
        await page.SubmitAsync();
        await page.ClickAsync(".notice.error a[href='/help#q5']");
        await page.Locator("#q5[open]").WaitForAsync();
        await page.GoBackAsync();
        await AssertKeptAsync();
        Assert.Equal("", await page.InputValueAsync("[name=smsCode]"));

        await page.ReloadAsync();
        await AssertKeptAsync();
        await page.SelectOptionAsync("header select", "ar");
        await page.Locator("html[lang=ar]").WaitForAsync();
        await AssertKeptAsync();

        // Sent, it is gone. The code was not spent by the mistake.
        await page.FillAsync("[name=fullName]", "ANNA SMITH");
        await page.FillAsync("[name=smsCode]", code);
        await page.SubmitAsync();
        await page.Locator("svg.qr").WaitForAsync();
        await page.GotoAsync("/apply");
        Assert.Equal("", await page.InputValueAsync("[name=idNumber]"));

        async Task AssertKeptAsync()
        {
            await page.Locator("[name=idNumber]").WaitForAsync();
            var typed = await page.EvaluateAsync<string[]>(
                "() => ['idType', 'idNumber', 'fullName', 'countryOrRegion', 'latestCrossingYear', 'phone.areaCode', 'phone.number'].map((name) => document.querySelector(`[name='${name}']`).value)"
            );
            Assert.Equal(
                [anna.IdType, anna.IdNumber, anna.Name, anna.Country, $"{anna.LatestCrossingYear}", anna.AreaCode, anna.Number],
                typed
            );
        }
    }

    [Theory]
    [InlineData("en", "Identity verification failed", "证件类型")]
    [InlineData("ja", "本人確認", "证件类型")]
    public async Task VerificationFailed_OneHeadingAndOneNumber_InTheReadersLanguage_AndALineForStaff(
        string language,
        string heading,
        string staff
    )
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language);
        var page = await phone.NewPageAsync();
        var anna = (await site.TravelerAsync(daysAgo: 2)) with { Name = "SOMEBODY ELSE" };
        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(anna);
        await page.FillPhoneAsync(anna);
        await page.FillSmsCodeAsync(site, anna);
        await page.SubmitAsync();
        var notice = page.Locator(".notice.error");
        await notice.WaitForAsync();
        var text = await notice.InnerTextAsync();
        Assert.Equal(2, text.Split(Number).Length);
        Assert.Equal(1, await notice.Locator(".notice-title").CountAsync());
        Assert.Contains(heading, await notice.Locator(".notice-title").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains(staff, await notice.Locator(".for-staff [lang=zh-Hans]").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain(
            language == "en" ? "身份" : "Identity",
            text.Replace(await notice.Locator(".for-staff").InnerTextAsync(), "", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        await page.AssertAccessibleAsync("verification failed");
    }

    /// <summary>What the service refused, and what was left empty, is told anew when the language changes.</summary>
    [Fact]
    public async Task Errors_FollowTheLanguage()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(new Traveler { IdNumber = "1" });
        await page.SubmitAsync();
        await Assertions.Expect(page.Locator("[data-error='phone']")).ToContainTextAsync("Please fill this in.");
        await page.FillPhoneAsync(new Traveler());
        await page.FillAsync("[name=smsCode]", "123456");
        await page.SubmitAsync();
        await Assertions
            .Expect(page.Locator("[data-error=idNumber]"))
            .ToContainTextAsync("A passport number has 5 to 9 letters and digits.");

        await page.SelectOptionAsync("header select", "zh-Hans");
        await Assertions.Expect(page.Locator("[data-error=idNumber]")).ToContainTextAsync("护照号码为 5 至 9 位字母和数字。");
        await Assertions.Expect(page.Locator(".notice.error")).ToContainTextAsync("证件号码：护照号码为");
        Assert.DoesNotMatch("[A-Za-z]{3}", await page.Locator(".notice.error").InnerTextAsync());
        await page.SelectOptionAsync("header select", "en");
        await Assertions.Expect(page.Locator("[data-error=idNumber]")).ToContainTextAsync("A passport number has");
    }

    [Fact]
    public async Task Answers_AreShownOnceMore_WithTheNameAsThePassportHasIt_AndCanBeChanged()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var juergen = await site.TravelerAsync(daysAgo: 2, new Traveler { Name = "Jürgen Müller" });
        await page.GotoAsync("/apply");
        await page.FillDocumentAsync(juergen);
        await page.FillPhoneAsync(juergen);
        await page.FillSmsCodeAsync(site, juergen);
        await page.ClickAsync("form button.primary");
        var review = page.Locator(".review");
        await review.WaitForAsync();
        Assert.Equal("H2", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        Assert.Equal(juergen.IdNumber, await review.Locator("[data-answer=idNumber] dd").InnerTextAsync());
        Assert.Equal("Passport", await review.Locator("[data-answer=idType] dd").InnerTextAsync());
        Assert.Equal($"+{juergen.AreaCode} {juergen.Number}", await review.Locator("[data-answer='phone.number'] dd").InnerTextAsync());
        Assert.Equal(0, await review.Locator("[data-answer=smsCode]").CountAsync());
        Assert.Equal(0, await review.Locator("[data-answer=keepCode]").CountAsync());
        Assert.Contains("P<JUERGEN<MUELLER<<<", await review.Locator("svg").TextContentAsync(), StringComparison.Ordinal);
        await page.AssertWellMadeAsync("answers");

        await review.Locator("button").ClickAsync();
        Assert.Equal("Jürgen Müller", await page.InputValueAsync("[name=fullName]"));
        await page.SubmitAsync();
        await page.Locator("svg.qr").WaitForAsync();
    }

    [Fact]
    public async Task Document_NothingIsChosenBeforehand_AndATaiwanPermitAsksForNoCountry()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/apply");
        Assert.Equal("", await page.InputValueAsync("[name=idType]"));
        Assert.Equal("", await page.InputValueAsync("[name=latestCrossingYear]"));
        await page.SelectOptionAsync("[name=idType]", "passport");
        Assert.True(await page.Locator("[name=countryOrRegion]").IsVisibleAsync());
        await page.SelectOptionAsync("[name=idType]", "taiwan-permit");
        await page.Locator("[name=countryOrRegion]").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        await page.ApplyAsync(
            site,
            await site.TravelerAsync(
                daysAgo: 2,
                new Traveler
                {
                    IdType = "taiwan-permit",
                    IdNumber = Permits.Next(),
                    Issuance = "01",
                    Country = "TW",
                }
            )
        );
    }

    [Fact]
    public async Task Phone_TypedWithItsPrefix_SetsTheAreaCode()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GotoAsync("/login");
        await page.FillAsync("[name='phone.number']", "+852 5123 4567");
        await page.Keyboard.PressAsync("Tab");
        await Assertions.Expect(page.Locator("[name='phone.areaCode']")).ToHaveValueAsync("852");
        Assert.Equal("51234567", await page.InputValueAsync("[name='phone.number']"));
    }

    [Fact]
    public async Task Password_CanBeLookedAt_AndItsManagerKnowsWhoseAndWhich()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/password");
        var field = page.Locator("[name=password]");
        await page.FillAsync("[name=password]", "Kapok#2022");
        await page.ClickAsync(".field:has([name=password]) button");
        Assert.Equal("text", await field.GetAttributeAsync("type"));
        await page.ClickAsync(".field:has([name=password]) button");
        Assert.Equal("password", await field.GetAttributeAsync("type"));
        Assert.Contains("minlength: 8; maxlength: 16", await field.GetAttributeAsync("passwordrules"), StringComparison.Ordinal);
        Assert.Equal($"+{anna.AreaCode}{anna.Number}", await page.Locator("[autocomplete=username]").InputValueAsync());

        await page.FillAsync("[name=password]", "Password1!");
        await page.SubmitAsync();
        await page.Locator(".unmet, .notice.done").First.WaitForAsync();
    }

    /// <summary>A document that another phone shows: its owner hands over a code, and the form asks for it.</summary>
    [Fact]
    public async Task Document_ShownByAnotherPhone_ComesWithTheConsentOfItsOwner()
    {
        await using var site = new Site(azurite);
        await using var parents = await chromium.PhoneAsync(site.Url);
        var page = await parents.NewPageAsync();
        var (anna, kid) = (
            await site.TravelerAsync(daysAgo: 2),
            await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" })
        );
        await page.ApplyAsync(site, anna);
        await page.GotoAsync("/companions/add");
        await page.SelectOptionAsync("[name=relationship]", "child");
        await page.FillDocumentAsync(kid);
        await page.SubmitAsync();
        await page.Locator(".people li").WaitForAsync();
        var before = await site.SmsCodesAsync(anna);

        await using var own = await chromium.PhoneAsync(site.Url);
        var first = await own.NewPageAsync();
        await first.GotoAsync("/apply");
        await first.FillDocumentAsync(kid);
        await first.FillPhoneAsync(kid);
        await first.FillSmsCodeAsync(site, kid);
        await first.SubmitAsync();
        await first.Locator("[name=consentCode]").WaitForAsync();
        await first.AssertAccessibleAsync("asking for consent");
        await first.FillAsync("[name=consentCode]", await site.SmsCodeAsync(anna, before));
        await first.SubmitAsync();
        await first.Locator(".card.green svg.qr").WaitForAsync();
    }

    /// <summary>A number that slept for weeks: its owner shows the document, anybody else frees it.</summary>
    [Fact]
    public async Task Login_WithANumberThatSlept_AsksForTheDocument_OrFreesIt()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var bodies = new List<string>();
        await page.RouteAsync(
            "**/api/login",
            route =>
            {
                bodies.Add(route.Request.PostData!);
                return route.FulfillAsync(
                    new()
                    {
                        Status = 403,
                        ContentType = "application/problem+json",
                        Body = """{"code":"proof-required","status":403,"title":"One more proof is needed"}""",
                    }
                );
            }
        );
        await page.RouteAsync("**/api/account/not-mine", route => route.FulfillAsync(new() { Status = 204 }));
        await page.GotoAsync("/login");
        await page.FillPhoneAsync(new Traveler());
        await page.FillAsync("[name=smsCode]", "123456");
        await page.SubmitAsync();
        await page.FillAsync("[name=idNumber]", "X1234567");
        await page.AssertWellMadeAsync("asking for the document");
        await page.SubmitAsync();
        await Until.TrueAsync(() => Task.FromResult(bodies.Count == 2));
        Assert.DoesNotContain("idNumber", bodies[0], StringComparison.Ordinal);
        Assert.Contains("\"idNumber\":\"X1234567\"", bodies[1], StringComparison.Ordinal);

        await page.ClickAsync("button.plain.block");
        await page.ClickAsync("dialog[open] button.primary");
        await Assertions.Expect(page).ToHaveURLAsync($"{site.Url}/apply");
        await Assertions.Expect(page.Locator("[data-announced]")).ToHaveTextAsync("The number is free. You can apply with it now.");
    }

    [Fact]
    public async Task Companion_AddedTwice_IsTold()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.ApplyAsync(site, await site.TravelerAsync(daysAgo: 2));
        var kid = await site.TravelerAsync(daysAgo: 40, new Traveler { Name = "LITTLE SMITH" });
        await AddAsync();
        await page.Locator(".people li").WaitForAsync();
        await AddAsync();
        await Assertions.Expect(page.Locator(".notice")).ToContainTextAsync("LITTLE SMITH is among your companions already.");

        async Task AddAsync()
        {
            await page.GotoAsync("/companions/add");
            await page.SelectOptionAsync("[name=relationship]", "child");
            Assert.Equal("off", await page.Locator("[name=fullName]").GetAttributeAsync("autocomplete"));
            await page.FillDocumentAsync(kid);
            await page.SubmitAsync();
        }
    }
}
