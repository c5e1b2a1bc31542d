using Ghc.Web.Tests.Support;
using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(Chromium))]

namespace Ghc.Web.Tests.Support;

/// <summary>
/// A real browser, one for all tests; every test has a phone of its own in it. Debian's headless shell is the same browser without its
/// windows and takes half the time. `CHROMIUM` names another one than the system's.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    private static readonly string[] Arguments =
    [
        "--no-sandbox",
        "--disable-gpu",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ];

    /// <summary>Milliseconds for what a page should show: many, since a busy machine is no defect.</summary>
    private const float Patience = 60_000;

    private const string Whole = "/usr/bin/chromium";
    private const string Shell = "/usr/bin/chromium-headless-shell";

    private static readonly string Executable = Environment.GetEnvironmentVariable("CHROMIUM") ?? (File.Exists(Shell) ? Shell : Whole);

    private IPlaywright? playwright;
    private IBrowser? browser;

    /// <summary>A phone that was never here before: 390 × 844, touch, in the given language.</summary>
    public Task<IBrowserContext> PhoneAsync(
        string url,
        string language = "en",
        ColorScheme scheme = ColorScheme.Light,
        ForcedColors forced = ForcedColors.None
    ) => PhoneAsync(browser!, url, language, scheme, forced);

    /// <summary>A browser of its own, whose camera plays a video: which one is told to the whole browser when it starts.</summary>
    public async Task<IBrowser> WithCameraAsync(Video video) =>
        await playwright!.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = Executable,
                Args =
                [
                    .. Arguments,
                    "--use-fake-ui-for-media-stream",
                    "--use-fake-device-for-media-stream",
                    $"--use-file-for-fake-video-capture={video.Path}",
                ],
            }
        );

    /// <summary>The browser with its windows: the shell knows nothing of installing a site.</summary>
    public Task<IBrowser> WholeAsync() => playwright!.Chromium.LaunchAsync(new() { ExecutablePath = Whole, Args = Arguments });

    public static async Task<IBrowserContext> PhoneAsync(
        IBrowser browser,
        string url,
        string language = "en",
        ColorScheme scheme = ColorScheme.Light,
        ForcedColors forced = ForcedColors.None
    )
    {
        var context = await browser.NewContextAsync(
            new()
            {
                BaseURL = url,
                Locale = language,
                ColorScheme = scheme,
                ForcedColors = forced,
                ViewportSize = new() { Width = 390, Height = 844 },
                DeviceScaleFactor = 2,
                IsMobile = true,
                HasTouch = true,
                TimezoneId = "America/Los_Angeles", // Far from Guangdong, so that a time in the phone's zone shows up as wrong.
            }
        );
        context.SetDefaultTimeout(Patience);
        return context;
    }

    public async ValueTask InitializeAsync()
    {
        Assertions.SetDefaultExpectTimeout(Patience);
        playwright = await Playwright.CreateAsync();
        browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Executable, Args = Arguments });
    }

    public async ValueTask DisposeAsync()
    {
        await browser!.CloseAsync();
        playwright!.Dispose();
    }
}
