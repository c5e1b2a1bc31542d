using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>The camera at the gate, before a video of codes from the running system.</summary>
public sealed class ScannerTests(Azurite azurite, Chromium chromium)
{
    [Fact]
    public async Task Camera_CodesOfEveryKind_ShowsWhatToDoAndWhy()
    {
        await using var site = new Site(azurite);
        using var video = new Video();
        await using var browser = await chromium.WithCameraAsync(video);
        await using var phone = await Chromium.PhoneAsync(browser, site.Url);
        var page = await phone.NewPageAsync();
        var anna = await site.TravelerAsync(daysAgo: 2);
        var session = await site.ApplyAsync(anna);
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        var scans = new List<string>();
        page.Request += (_, request) =>
            scans.AddRange(request.Url.EndsWith("/api/scan", StringComparison.Ordinal) ? [request.PostData ?? ""] : Array.Empty<string>());
        var strangers = new List<string>();
        page.Request += (_, request) =>
            strangers.AddRange(
                request.Url.StartsWith(site.Url, StringComparison.Ordinal) || request.Url.StartsWith("blob:", StringComparison.Ordinal)
                    ? Array.Empty<string>()
                    : [request.Url]
            );

        // A red code: refuse, what to do, and what to compare the document with; not why, which is the holder's and the health officers'
        // business.
        video.Show(Video.Frame(await site.CodeAsync(session)));
        await OpenAsync(page);
        var verdict = page.Locator("dialog.verdict.refuse");
        await verdict.WaitForAsync();
        Assert.Equal("false", await verdict.GetAttributeAsync("data-offline"));
        var text = await verdict.InnerTextAsync();
        Assert.All(
            new[] { "Refuse", "Red", "A***", "Passport", "none in 72 hours" },
            part => Assert.Contains(part, text, StringComparison.Ordinal)
        );
        Assert.StartsWith("Do not let this person in", await verdict.Locator(".what-to-do").InnerTextAsync(), StringComparison.Ordinal);
        Assert.DoesNotContain("entered recently", text, StringComparison.OrdinalIgnoreCase);

        // It stays before the camera: one scan. (Closing is what ends the pause for good.)
        await verdict.ClickAsync();
        await page.WaitForFunctionAsync(
            "async () => { const until = performance.now() + 1500; while (performance.now() < until) await new Promise(requestAnimationFrame); return true; }"
        );
        Assert.Single(scans);
        Assert.Equal("1", await page.Locator("[data-count=refuse] dd").InnerTextAsync());

        Assert.Contains("not of this minute", await InvalidAsync(page, video, site.ExpiredCode()), StringComparison.Ordinal);
        Assert.NotEqual("", await InvalidAsync(page, video, Gates.Tampered(await site.CodeAsync(session))));
        Assert.Equal(3, scans.Count);

        // What is no health code is nobody's business: it is not sent.
        Assert.Contains("not a health code", await InvalidAsync(page, video, "https://pay.example/?to=SOMEBODY"), StringComparison.Ordinal);
        Assert.Equal(3, scans.Count);
        Assert.Equal("3", await page.Locator("[data-count=invalid] dd").InnerTextAsync());

        // Half of it out of focus reads as nothing, never as something else; when the picture is sharp again, so is the answer.
        var sharp = Video.Frame(await site.CodeAsync(session));
        var blurred = Video.HalfBlurred(sharp);
        await CloseAsync(page);
        video.Show([.. Enumerable.Repeat(blurred, 15), .. Enumerable.Repeat(sharp, 15)]);
        await OpenAsync(page);
        await verdict.WaitForAsync();
        Assert.Equal(4, scans.Count);
        Assert.Empty(strangers);
    }

    /// <summary>Whose code is meant is the inspector's to say, by showing one; that there are two is said.</summary>
    [Fact]
    public async Task TwoCodesInView_AreNamed_AndNeitherIsScanned()
    {
        await using var site = new Site(azurite);
        using var video = new Video();
        video.Show(Video.Frame("GHC1:LEFT", "GHC1:RIGHT"));
        await using var browser = await chromium.WithCameraAsync(video);
        await using var phone = await Chromium.PhoneAsync(browser, site.Url);
        var page = await phone.NewPageAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await OpenAsync(page);
        await Assertions.Expect(page.Locator(".aim-text")).ToHaveTextAsync("Two codes are in view: show one at a time.");
        Assert.Equal(0, await page.Locator("dialog.verdict").CountAsync());
    }

    [Fact]
    public async Task Torch_WhereTheCameraHasOne_IsSwitched()
    {
        await using var site = new Site(azurite);
        using var video = new Video();
        await using var browser = await chromium.WithCameraAsync(video);
        await using var phone = await Chromium.PhoneAsync(browser, site.Url);
        // The browser's own video has no lamp.
        await phone.AddInitScriptAsync(
            """
            window.lamp = [];
            MediaStreamTrack.prototype.getCapabilities = () => ({ torch: true });
            MediaStreamTrack.prototype.applyConstraints = async ({ advanced }) => { window.lamp.push(advanced[0].torch); };
            """
        );
        var page = await phone.NewPageAsync();
        video.Show(Video.Scene());
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await OpenAsync(page);
        await page.AssertAccessibleAsync("camera");
        var torch = page.Locator("[aria-pressed]");
        await torch.ClickAsync();
        await Assertions.Expect(torch).ToHaveAttributeAsync("aria-pressed", "true");
        await torch.ClickAsync();
        await Assertions.Expect(torch).ToHaveAttributeAsync("aria-pressed", "false");
        Assert.Equal("true,false", await page.EvaluateAsync<string>("window.lamp.join()"));
    }

    [Fact]
    public async Task Camera_NotThere_LeavesTheKeyboard()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        await page.ClickAsync(".scanner button.primary");
        await page.Locator(".scanner .notice.error").WaitForAsync();
        await page.AssertAccessibleAsync("no camera");
        await page.TypeCodeAsync("https://example.org", "invalid");
    }

    [Fact]
    public async Task TravelersPages_NeverLoadTheDecoder()
    {
        await using var site = new Site(azurite);
        await using var phone = await chromium.PhoneAsync(site.Url);
        var page = await phone.NewPageAsync();
        var asked = new List<string>();
        phone.Request += (_, request) => asked.Add(request.Url);
        await page.GotoAsync("/");
        await page.KeptOnPhoneAsync();
        await page.GotoAsync("/code");
        await page.Locator("h1").WaitForAsync();
        Assert.NotEmpty(asked);
        Assert.All(asked, url => Assert.StartsWith(site.Url, url, StringComparison.Ordinal));
        Assert.DoesNotContain(
            asked,
            url =>
                url.Contains("wasm", StringComparison.Ordinal)
                || url.Contains("Inspector", StringComparison.Ordinal)
                || url.Contains("staff-", StringComparison.Ordinal)
                || url.Contains("fficer", StringComparison.Ordinal)
        );
    }

    private static async Task OpenAsync(IPage page)
    {
        await page.ClickAsync(".scanner button.primary");
        await page.Locator("[data-camera=open]").WaitForAsync();
    }

    /// <summary>The browser reads its camera's file as it plays, so nobody may write it then.</summary>
    private static async Task CloseAsync(IPage page)
    {
        await page.Locator("[data-camera=open] button.plain").Last.ClickAsync();
        await page.Locator("[data-camera=closed]").WaitForAsync();
    }

    /// <summary>Shows another code, reads what the gate says, and goes on.</summary>
    private static async Task<string> InvalidAsync(IPage page, Video video, string code)
    {
        await CloseAsync(page);
        video.Show(Video.Frame(code));
        await OpenAsync(page);
        await page.Locator("dialog.verdict.invalid").WaitForAsync();
        var text = await page.Locator(".verdict .why").InnerTextAsync();
        await page.Keyboard.PressAsync("Enter");
        await page.Locator("dialog.verdict").WaitForAsync(new() { State = WaitForSelectorState.Detached });
        return text;
    }
}
