using System.Text.Json;
using System.Text.Json.Nodes;
using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A place manager's page, against the contract: it registers, invites, removes and prints.</summary>
public sealed class PlacesTests(Azurite azurite, Chromium chromium)
{
    [Theory]
    [InlineData("en", ColorScheme.Light, "Port of entry")]
    [InlineData("zh-CN", ColorScheme.Dark, "口岸")]
    [InlineData("ar", ColorScheme.Light, "منفذ حدودي")]
    public async Task Manager_RegistersInvitesRemovesAndPrints(string language, ColorScheme scheme, string port)
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url, language, scheme);
        var page = await phone.NewPageAsync();
        var register = new Register();
        await page.RouteAsync("**/api/places**", register.AnswerAsync);
        await page.GotoAsync("/places");
        await page.Locator("[name=password]").WaitForAsync();
        await page.AssertAccessibleAsync("sign in");
        await SignInAsync(page, site);
        await page.Locator(".empty").WaitForAsync();
        await page.AssertAccessibleAsync("no places");

        await page.ClickAsync("main > button.primary");
        await page.SubmitAsync();
        await page.Locator(".field-error").First.WaitForAsync();
        await page.AssertAccessibleAsync("form with errors");
        await page.FillAsync("[name=name]", "Luohu Port");
        await page.SelectOptionAsync("[name=type]", "port");
        await page.FillAsync("[name=area]", "Luohu, Shenzhen");
        await page.FillAsync("[name=address]", "Heping Road");
        await page.SubmitAsync();
        await page.Locator(".place").WaitForAsync();
        Assert.Contains(port, await page.Locator(".place").InnerTextAsync(), StringComparison.Ordinal);

        await page.ClickAsync(".place > button.text");
        await page.SelectOptionAsync("[name='phone.areaCode']", "852");
        await page.FillAsync("[name='phone.number']", "51000001");
        await page.SubmitAsync();
        await page.Locator(".inspector").WaitForAsync();
        await page.AssertAccessibleAsync("a place");
        await page.ClickAsync(".inspector button.danger");
        await page.AssertAccessibleAsync("asking before removal");
        await page.ClickAsync("dialog[open] button.danger");
        await page.Locator(".inspector").WaitForAsync(new() { State = WaitForSelectorState.Detached });

        await page.ClickAsync(".place .actions button");
        await page.AssertAccessibleAsync("poster");
        await page.EmulateMediaAsync(new() { Media = Media.Print });
        Assert.False(await page.Locator("h1").IsVisibleAsync());
        Assert.Contains("请出示粤康码", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Contains("Please show your GHC", await page.Locator(".poster").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(site.Url + "/", await page.Locator(".poster svg.qr").ReadQrAsync());
        Assert.Equal(["POST /api/places", "POST /api/places/luohu/inspectors", $"DELETE /api/places/luohu/inspectors/{Register.InspectorId}"], register.Changes);
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

    private static async Task SignInAsync(IPage page, Site site)
    {
        var manager = await site.InspectorAsync();
        await page.FillPhoneAsync(manager);
        await page.FillAsync("[name=password]", Gates.Password);
        await page.FillSmsCodeAsync(site, manager);
        await page.SubmitAsync();
    }

    /// <summary>The calls of the contract, with one place that the test itself registers.</summary>
    private sealed class Register
    {
        public const string InspectorId = "5b8e72f09d314c6aa7e0c13f82d4b695";

        private readonly JsonArray places = [];

        public List<string> Changes { get; } = [];

        public Task AnswerAsync(IRoute route)
        {
            var request = route.Request;
            if (request.Method != "GET")
            {
                Changes.Add($"{request.Method} {new Uri(request.Url).AbsolutePath}");
            }

            return (request.Method, Inspectors: request.Url.Contains("/inspectors", StringComparison.Ordinal)) switch
            {
                ("GET", _) => SendAsync(route, 200, places),
                ("DELETE", _) => RemoveAsync(route),
                (_, true) => InviteAsync(route),
                _ => AddAsync(route, JsonNode.Parse(request.PostData!)!.AsObject()),
            };
        }

        private Task AddAsync(IRoute route, JsonObject place)
        {
            place["placeId"] = "luohu";
            place["role"] = "manager";
            place["inspectors"] = new JsonArray();
            places.Add(place);
            return SendAsync(route, 201, place);
        }

        private Task InviteAsync(IRoute route)
        {
            Assert.Equal("""{"phone":{"areaCode":"852","number":"51000001"}}""", route.Request.PostData);
            var inspector = new JsonObject { ["inspectorId"] = InspectorId, ["phone"] = "+852 51****01" };
            places[0]!["inspectors"]!.AsArray().Add(inspector);
            return SendAsync(route, 201, inspector);
        }

        private Task RemoveAsync(IRoute route)
        {
            places[0]!["inspectors"] = new JsonArray();
            return route.FulfillAsync(new() { Status = 204 });
        }

        private static Task SendAsync(IRoute route, int status, JsonNode body) =>
            route.FulfillAsync(new() { Status = status, ContentType = "application/json", Body = body.ToJsonString(JsonSerializerOptions.Web) });
    }
}
