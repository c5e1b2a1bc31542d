using Ghc.Functions.Tests.Support;
using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

namespace Ghc.Web.Tests;

/// <summary>A camera that cannot be used is told as what it is, and none stays on that nobody looks through.</summary>
public sealed class CameraTroubleTests(Azurite azurite, Chromium chromium) : IAsyncLifetime
{
    /// <summary>
    /// What the page was given, and a network that reaches everything but the decoder, a screen that does not play, a browser that asks for
    /// leave.
    /// </summary>
    private const string Troubles = """
        window.tracks = []; window.unreachable = false; window.dark = false; window.leave = undefined;
        const devices = navigator.mediaDevices;
        if (devices) {
          const [open, load, play] = [devices.getUserMedia.bind(devices), window.fetch, HTMLMediaElement.prototype.play];
          devices.getUserMedia = async (wanted) => { const stream = await open(wanted); window.tracks.push(...stream.getTracks()); await window.leave; return stream; };
          window.fetch = (what, how) => window.unreachable && String(what).endsWith('.wasm') ? Promise.reject(new TypeError('Failed to fetch')) : load(what, how);
          HTMLMediaElement.prototype.play = function () { return window.dark ? Promise.reject(new DOMException('', 'AbortError')) : play.call(this); };
        }
        """;

    private const string AllOff = "() => window.tracks.length > 0 && window.tracks.every((track) => track.readyState === 'ended')";

    private readonly Video video = new();
    private IBrowser? browser;

    public async ValueTask InitializeAsync()
    {
        video.Show(Video.Scene());
        browser = await chromium.WithCameraAsync(video);
    }

    [Fact]
    public async Task Reader_NotLoaded_IsTold_AndAskedForAgain()
    {
        await using var site = new Site(azurite);
        await using var phone = await Chromium.PhoneAsync(browser!, site.Url);
        var page = await AtWorkAsync(site, phone, "window.unreachable = true");
        await OpenAsync(page, "unread");
        await Assertions.Expect(page.Locator(".scanner .notice.error")).ToContainTextAsync("try again with network");
        await page.AssertAccessibleAsync("no reader");
        Assert.Equal(0, await page.EvaluateAsync<int>("window.tracks.length"));
        await page.EvaluateAsync("window.unreachable = false");
        await OpenAsync(page, "open");
        Assert.Equal(0, await page.Locator(".scanner .notice").CountAsync());
    }

    [Fact]
    public async Task Camera_WithoutAPicture_IsSwitchedOff()
    {
        await using var site = new Site(azurite);
        await using var phone = await Chromium.PhoneAsync(browser!, site.Url);
        var page = await AtWorkAsync(site, phone, "window.dark = true");
        await OpenAsync(page, "missing");
        await page.WaitForFunctionAsync(AllOff);
    }

    [Fact]
    public async Task Camera_TakenAway_LeavesNoFrozenPicture()
    {
        await using var site = new Site(azurite);
        await using var phone = await Chromium.PhoneAsync(browser!, site.Url);
        var page = await AtWorkAsync(site, phone);
        await OpenAsync(page, "open");
        await page.EvaluateAsync("window.tracks[0].dispatchEvent(new Event('ended'))");
        await page.Locator("[data-camera=lost]").WaitForAsync();
        Assert.False(await page.Locator("video").IsVisibleAsync());
        await page.AssertAccessibleAsync("camera taken away");
        await OpenAsync(page, "open");
    }

    [Fact]
    public async Task Camera_OpenedAfterTheShift_IsSwitchedOff()
    {
        await using var site = new Site(azurite);
        await using var phone = await Chromium.PhoneAsync(browser!, site.Url);
        var page = await AtWorkAsync(site, phone, "window.leave = new Promise((resolve) => { window.allow = resolve; })");
        await OpenAsync(page, "opening");
        await page.WaitForFunctionAsync("() => window.tracks.length > 0");
        await page.ClickAsync("button.danger.block");
        await page.ClickAsync("dialog[open] button.primary");
        await page.Locator("[name=password]").WaitForAsync();
        await page.EvaluateAsync("window.allow()");
        await page.WaitForFunctionAsync(AllOff);
    }

    public async ValueTask DisposeAsync()
    {
        await browser!.DisposeAsync();
        video.Dispose();
    }

    private static async Task<IPage> AtWorkAsync(Site site, IBrowserContext phone, string trouble = "")
    {
        await phone.AddInitScriptAsync(Troubles + trouble);
        var page = await phone.NewPageAsync();
        await page.GoToWorkAsync(site, await site.InspectorAsync());
        return page;
    }

    private static async Task OpenAsync(IPage page, string outcome)
    {
        await page.ClickAsync(".scanner button.primary");
        await page.Locator($"[data-camera={outcome}]").WaitForAsync();
    }
}
